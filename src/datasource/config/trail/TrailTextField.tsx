import { Input } from '@grafana/ui';
import type { TrailJsonData } from '../../../contract/settings';
import { NO_WIDER } from '../noWider';
import type { SectionProps } from '../sectionProps';
import { SettingField } from '../SettingField';
import { changeTrail } from './changeTrail';

interface TrailTextFieldProps extends SectionProps {
  name: keyof TrailJsonData & ('table' | 'region' | 'workgroup' | 'outputLocation' | 'url' | 'user');
  label: string;
  description: string;
  placeholder: string;
}

/** A text among the trail's settings. */
export function TrailTextField({ name, label, description, placeholder, ...section }: TrailTextFieldProps) {
  const id = `sigtrail-trail-${name}`;
  return (
    <SettingField label={label} id={id} description={description} problem={section.problems[`trail.${name}`]}>
      <Input
        id={id}
        width={60}
        className={NO_WIDER}
        placeholder={placeholder}
        disabled={section.disabled}
        value={section.json.trail?.[name] ?? ''}
        onChange={({ currentTarget }) => changeTrail(section, { [name]: currentTarget.value || undefined })}
      />
    </SettingField>
  );
}
