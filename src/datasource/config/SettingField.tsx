import type { ReactElement, ReactNode } from 'react';
import { Field } from '@grafana/ui';

interface SettingFieldProps {
  label: string;
  description?: ReactNode;
  /** The control's id, for the label. */
  id: string;
  problem?: string;
  hint?: string;
  children: ReactElement<Record<string, unknown>>;
}

/** A control of the configuration form with its problem, or else its hint, beside it. */
export function SettingField({ label, description, id, problem, hint, children }: SettingFieldProps) {
  return (
    <Field
      label={label}
      htmlFor={id}
      description={
        <>
          {description}
          {hint && !problem ? <strong> {hint}</strong> : null}
        </>
      }
      invalid={problem !== undefined}
      error={problem}
    >
      {children}
    </Field>
  );
}
