import { printYaml } from '../../sigma';
import type { LogSource } from '../../contract/resources';
import { ruleValues, sigmaValue, sigmaValuesOf, type RuleValue } from './sigmaValues';

/** Somebody whose events a rule may leave alone, and the values by which these are known. */
export interface Suppressed {
  readonly key: 'principal' | 'role';
  /** As people name it: an ARN, a user's name, a service. */
  readonly name: string;
  /** Field → value; null where the field must be missing. */
  readonly selection: Readonly<Record<string, RuleValue | null>>;
}

/** What names the principal of an event, the first that is there (the same order as the column `principal`). */
const PRINCIPAL_FIELDS = [
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.invokedBy',
  'userIdentity.principalId',
  'userIdentity.type',
];
const ROLE_FIELD = 'userIdentity.sessionContext.sessionIssuer.arn';

/** Whom of an event a filter can leave out: its principal, and for a session the role behind it. */
export function suppressible(record: unknown): Suppressed[] {
  const at = PRINCIPAL_FIELDS.findIndex((field) => textOf(record, field) !== undefined);
  const field = PRINCIPAL_FIELDS[at];
  const name = field && textOf(record, field);
  const role = textOf(record, ROLE_FIELD);
  return [
    ...(name === undefined
      ? []
      : [
          {
            key: 'principal' as const,
            name,
            // A service acts for itself and for users: without the nulls their events would go, too.
            selection: Object.fromEntries([
              ...PRINCIPAL_FIELDS.slice(0, at).map((before) => [before, null] as const),
              [field, name] as const,
            ]),
          },
        ]),
    ...(role === undefined ? [] : [{ key: 'role' as const, name: role, selection: { [ROLE_FIELD]: role } }]),
  ];
}

/** The rule that a filter is for. */
export interface FilteredRule {
  readonly id: string;
  readonly title: string;
  readonly logsource: LogSource;
}

export interface FilterChoices {
  /** A new UUID. */
  readonly id: string;
  /** The day of writing, `2026-01-31`. */
  readonly date: string;
  readonly who: Suppressed;
  /** Fields of the event that must be the same too, to suppress less. */
  readonly fields?: readonly string[];
}

const MOST_TITLE = 100;

/** A Sigma filter document: the rule leaves the events of one principal alone (sigma-filters-specification). */
export function suppressingFilter(
  rule: FilteredRule,
  record: unknown,
  { id, date, who, fields = [] }: FilterChoices
): string {
  const narrowed = fields.flatMap((field) => {
    const values = field in who.selection ? undefined : ruleValues(record, field);
    return values ? [[field, sigmaValuesOf(values)] as const] : [];
  });
  return printYaml({
    title: `Without ${who.name.split('/').pop() ?? who.name}: ${rule.title}`.slice(0, MOST_TITLE),
    id,
    description: `The rule "${rule.title}" leaves ${who.name} alone. Say here why that is no finding.`,
    date,
    logsource: { ...rule.logsource },
    filter: {
      rules: [rule.id],
      selection: {
        ...Object.fromEntries(
          Object.entries(who.selection).map(([field, value]) => [field, value === null ? null : sigmaValue(value)])
        ),
        ...Object.fromEntries<RuleValue | RuleValue[]>(narrowed),
      },
      condition: 'not selection',
    },
  });
}

/** The one text at a field; undefined for anything else. */
function textOf(record: unknown, field: string): string | undefined {
  const values = ruleValues(record, field);
  const [value] = values ?? [];
  return values?.length === 1 && typeof value === 'string' && value !== '' ? value : undefined;
}
