import { useMemo } from 'react';
import { getTemplateSrv } from '@grafana/runtime';
import type { ComboboxOption } from '@grafana/ui';

/** The dashboard's variables as options, for lists that take them. */
export function useVariableOptions(): Array<ComboboxOption<string>> {
  return useMemo(
    () =>
      getTemplateSrv()
        .getVariables()
        .map(({ name }) => ({ label: `$${name}`, value: `\${${name}}`, description: 'Dashboard variable' })),
    []
  );
}
