import { loadRuleSet, type SigmaCorrelation, type SigmaRule } from '../../../sigma';

/** Text that does harm wherever it is not escaped. */
export const HOSTILE =
  '$HOME ${HOME} $$ $__env{HOME} {{ .Labels }} {{ ${ %{ if } %%{ $${x} {{{ "quoted" \\back `tick` \'single\' # : - é 😀 {';

/** A rule made of members; ids are made of a number. */
export function ruleText(id: string, members: Readonly<Record<string, unknown>> = {}): string {
  const rule = {
    title: `Rule ${id}`,
    id,
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: { selection: { eventName: `Event${id}` }, condition: 'selection' },
    level: 'high',
    ...members,
  };
  // JSON is YAML.
  return `${JSON.stringify(rule)}\n`;
}

export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Rules and correlations of the texts. Throws where one is not what the test thinks. */
export function rulesOf(...texts: readonly string[]): Array<SigmaRule | SigmaCorrelation> {
  const { rules, correlations, problems } = loadRuleSet(texts.map((text, at) => ({ file: `${at}.yml`, text })));
  const [error] = problems.filter(({ severity }) => severity === 'error');
  if (error) {
    throw new Error(`${error.file}:${error.line}: ${error.message}`);
  }
  return [...rules, ...correlations];
}

/** One rule for each text, under a key of its own. */
export function ruleUnder(key: string, text: string): SigmaRule | SigmaCorrelation {
  return { ...rulesOf(text)[0], key };
}
