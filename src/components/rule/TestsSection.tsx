import type { RulePage } from '../../contract/resources';
import { DataTable } from '../shared/table/DataTable';
import { Section } from './Section';

/** What the rule is tested with, where its tests came along. */
export function TestsSection({ page: { tests = [] } }: { page: RulePage }) {
  if (tests.length === 0) {
    return null;
  }
  const matching = tests.filter(({ expected }) => expected).length;
  return (
    <Section
      title="Tests"
      help="Events that the rule is tested with, and whether it must match them. The command “sigtrail test” runs them."
    >
      <p>
        {tests.length === 1 ? '1 test' : `${tests.length} tests`}: {matching} must match, {tests.length - matching} must
        not.
      </p>
      <DataTable
        label="Tests of the rule"
        columns={['Test', 'Expected']}
        rows={tests.map(({ name, expected }) => [name, expected ? 'match' : 'no match'])}
      />
    </Section>
  );
}
