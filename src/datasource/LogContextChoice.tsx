import { useState } from 'react';
import { RadioButtonGroup } from '@grafana/ui';
import type { Actor, ContextBy } from './logContext';

interface LogContextChoiceProps {
  actor: Actor;
  initial: ContextBy;
  onChange: (by: ContextBy) => void;
}

/** Above the context of a log line: whether it is of the line's access key or of its principal. */
export function LogContextChoice({ actor, initial, onChange }: LogContextChoiceProps) {
  const [by, setBy] = useState(initial);
  if (!actor.accessKey || !actor.principal) {
    return null;
  }
  return (
    <RadioButtonGroup<ContextBy>
      aria-label="Whose events are shown"
      size="sm"
      value={by}
      options={[
        {
          value: 'accessKey',
          label: `Access key ${actor.accessKey}`,
          description: 'What these credentials did, in all regions that are searched',
        },
        {
          value: 'principal',
          label: `Principal ${actor.principal}`,
          description: 'What the principal did in the same account and region, with any credentials',
        },
      ]}
      onChange={(chosen) => {
        setBy(chosen);
        onChange(chosen);
      }}
    />
  );
}
