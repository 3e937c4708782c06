import { useId, useState } from 'react';
import { Input, RadioButtonGroup, Stack, Text } from '@grafana/ui';
import { priceText } from '../../../contract/scanned';
import type { TrailJsonData } from '../../../contract/settings';
import type { SectionProps } from '../sectionProps';
import { SettingField } from '../SettingField';
import { changeTrail } from './changeTrail';

const UNITS = { GB: 1e9, TB: 1e12 } as const;
type Unit = keyof typeof UNITS;
const OPTIONS: Array<{ value: Unit; label: Unit }> = [
  { value: 'GB', label: 'GB' },
  { value: 'TB', label: 'TB' },
];
const DAYS_OF_MONTH = 30;

interface BytesFieldProps extends SectionProps {
  name: keyof TrailJsonData & `maxScannedBytesPer${string}`;
  label: string;
  description: string;
  per: 'query' | 'day';
}

/** A limit of scanned bytes, entered in GB or TB as AWS bills them, and what Athena charges for so many. */
export function BytesField({ name, label, description, per, ...section }: BytesFieldProps) {
  const id = `sigtrail-trail-${name}`;
  const bytes = section.json.trail?.[name];
  return (
    <SettingField label={label} id={id} description={description} problem={section.problems[`trail.${name}`]}>
      <BytesInput
        id={id}
        label={label}
        disabled={section.disabled}
        bytes={bytes}
        cost={section.json.trail?.engine === 'athena' ? costText(bytes, per) : ''}
        onChange={(next) => changeTrail(section, { [name]: next })}
      />
    </SettingField>
  );
}

interface BytesInputProps {
  id: string;
  label: string;
  bytes: number | undefined;
  cost: string;
  disabled: boolean;
  invalid?: boolean;
  onChange: (bytes: number | undefined) => void;
}

function BytesInput({ id, label, bytes, cost, disabled, invalid, onChange }: BytesInputProps) {
  const [unit, setUnit] = useState<Unit>(typeof bytes === 'number' && bytes >= UNITS.TB ? 'TB' : 'GB');
  const costId = useId();
  return (
    <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
      <Input
        id={id}
        type="number"
        min={0}
        step="any"
        width={16}
        placeholder="no limit"
        aria-describedby={costId}
        disabled={disabled}
        invalid={invalid}
        value={typeof bytes === 'number' ? bytes / UNITS[unit] : ''}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === '' ? undefined : Math.round(Number(value) * UNITS[unit]))
        }
      />
      <RadioButtonGroup
        aria-label={`${label}: unit`}
        options={OPTIONS}
        disabled={disabled}
        value={unit}
        onChange={(next) => {
          // The number that was entered stays; it means more now, or less.
          onChange(typeof bytes === 'number' ? Math.round((bytes / UNITS[unit]) * UNITS[next]) : undefined);
          setUnit(next);
        }}
      />
      <span id={costId}>
        <Text variant="bodySmall" color="secondary">
          {cost}
        </Text>
      </span>
    </Stack>
  );
}

/** At Athena's usual price; some regions charge more. */
function costText(bytes: number | undefined, per: 'query' | 'day'): string {
  if (typeof bytes !== 'number' || !(bytes > 0)) {
    return 'Athena charges $5 per TB in most regions';
  }
  return per === 'query'
    ? `${priceText(bytes)} for one query`
    : `${priceText(bytes)} a day, ${priceText(bytes * DAYS_OF_MONTH)} in ${DAYS_OF_MONTH} days`;
}
