import { Button, Field, IconButton, Input, Stack } from '@grafana/ui';
import type { AccountSettings } from '../../contract/settings';
import type { SectionProps } from './sectionProps';

/** Further accounts, each by the role that is assumed there. */
export function AccountsField({ json, onChange, problems, disabled }: SectionProps) {
  const accounts = json.accounts ?? [];
  const change = (index: number, part: Partial<AccountSettings>) =>
    onChange({ accounts: accounts.map((account, at) => (at === index ? { ...account, ...part } : account)) });
  return (
    <Field
      label="Further accounts"
      description="Each by a role that the credentials above may assume."
      invalid={problems.accounts !== undefined}
      error={problems.accounts}
    >
      <Stack direction="column" gap={1} alignItems="flex-start">
        {accounts.map((account, index) => (
          <AccountRow
            key={index}
            number={index + 1}
            account={account}
            problem={problems[`accounts[${index}].assumeRoleArn`]}
            disabled={disabled}
            onChange={(part) => change(index, part)}
            onRemove={() => onChange({ accounts: accounts.filter((_, at) => at !== index) })}
          />
        ))}
        <Button
          type="button"
          variant="secondary"
          icon="plus"
          disabled={disabled}
          onClick={() => onChange({ accounts: [...accounts, { assumeRoleArn: '' }] })}
        >
          Add account
        </Button>
      </Stack>
    </Field>
  );
}

interface AccountRowProps {
  number: number;
  account: AccountSettings;
  problem?: string;
  disabled: boolean;
  onChange: (part: Partial<AccountSettings>) => void;
  onRemove: () => void;
}

function AccountRow({ number, account, problem, disabled, onChange, onRemove }: AccountRowProps) {
  const named = account.name ? ` (${account.name})` : '';
  return (
    <Stack direction="row" gap={1} alignItems="flex-start" wrap="wrap">
      <Input
        aria-label={`Account ${number}: name`}
        placeholder="Name"
        width={20}
        disabled={disabled}
        value={account.name ?? ''}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value || undefined })}
      />
      <Field noMargin invalid={problem !== undefined} error={problem}>
        <Input
          aria-label={`Account ${number}: role ARN`}
          aria-invalid={problem !== undefined}
          placeholder="arn:aws:iam::123456789012:role/NAME"
          width={50}
          disabled={disabled}
          value={account.assumeRoleArn ?? ''}
          onChange={({ currentTarget }) => onChange({ assumeRoleArn: currentTarget.value })}
        />
      </Field>
      <Input
        aria-label={`Account ${number}: external id`}
        placeholder="External id (optional)"
        width={24}
        disabled={disabled}
        value={account.externalId ?? ''}
        onChange={({ currentTarget }) => onChange({ externalId: currentTarget.value || undefined })}
      />
      <IconButton
        name="trash-alt"
        size="lg"
        tooltip={`Remove account ${number}${named}`}
        disabled={disabled}
        onClick={onRemove}
      />
    </Stack>
  );
}
