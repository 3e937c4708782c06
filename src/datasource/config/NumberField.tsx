import type { ReactNode } from 'react';
import { Input } from '@grafana/ui';
import type { SectionProps } from './sectionProps';
import { SettingField } from './SettingField';
import { NUMBERS, type NumberSetting } from './settingsProblems';

interface NumberFieldProps extends SectionProps {
  name: NumberSetting;
  label: string;
  description: ReactNode;
  unit: string;
}

/** A number among the settings; left empty, its default holds and is shown. */
export function NumberField({ name, label, description, unit, ...section }: NumberFieldProps) {
  const { min, max, step, fallback } = NUMBERS[name];
  const id = `sigtrail-${name}`;
  const value = section.json[name];
  return (
    <SettingField
      label={label}
      id={id}
      description={description}
      problem={section.problems[name]}
      hint={section.hints[name]}
    >
      <Input
        id={id}
        type="number"
        min={min}
        max={max}
        step={step}
        width={24}
        suffix={unit}
        placeholder={String(fallback)}
        disabled={section.disabled}
        value={value ?? ''}
        onChange={({ currentTarget }) =>
          section.onChange({ [name]: currentTarget.value === '' ? undefined : Number(currentTarget.value) })
        }
      />
    </SettingField>
  );
}
