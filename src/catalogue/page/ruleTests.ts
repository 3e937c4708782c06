import { load } from 'js-yaml';
import type { RulePage } from '../../contract/resources';
import type { SigmaCorrelation, SigmaRule } from '../../sigma';

type Tests = NonNullable<RulePage['tests']>;

const MAX_LENGTH = 2_000_000;

/**
 * What the tests that came along with a rule say of it: name and expectation. Only what a page shows is read; `sigtrail test`
 * says what is wrong with a test file, and here such a file has no tests.
 *
 * @param byDefault whether tests that name no rule are about this one
 */
export function testsOf(rule: SigmaRule | SigmaCorrelation, byDefault: boolean): Tests {
  const { tests: text } = rule.source;
  if (text === undefined || text.length > MAX_LENGTH) {
    return [];
  }
  return entriesOf(text).flatMap((entry) => {
    const { name, match, of } = entry;
    const isAbout = of === undefined ? byDefault : [rule.id, rule.name, rule.key].includes(String(of));
    return isAbout && typeof name === 'string' && typeof match === 'boolean' ? { name, expected: match } : [];
  });
}

function entriesOf(text: string): Array<Record<string, unknown>> {
  try {
    const tests = (load(text, { maxAliases: 0 }) as { tests?: unknown } | null | undefined)?.tests;
    return Array.isArray(tests) ? tests.filter(isRecord) : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
