import { printYaml } from '../../sigma';

/** An event that a rule must match, or must leave alone. */
export interface EventTest {
  /** What happens, in words. */
  readonly name: string;
  readonly match: boolean;
  /** One CloudTrail record, as JSON gives it. */
  readonly event: Readonly<Record<string, unknown>>;
  /** The level that a match has; left out where it is not to be tested. */
  readonly severity?: string;
}

type Yaml = Parameters<typeof printYaml>[0];

/**
 * The text of a test file (docs/rule-tests.md), to be put beside the rule as `NAME.test.yml`.
 *
 * @param tests at least one
 */
export function ruleTestFile(tests: readonly EventTest[]): string {
  return printYaml({
    tests: tests.map(({ name, match, event, severity }) => ({
      name,
      match,
      ...(match && severity !== undefined ? { severity } : {}),
      // Records come from JSON, which holds nothing that YAML does not.
      event: event as Yaml,
    })),
  });
}
