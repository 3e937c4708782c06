import { useMemo } from 'react';
import { Button } from '@grafana/ui';
import { attackRelease } from '../../catalogue/attack';
import type { RuleSummary } from '../../contract/resources';
import { MatchesFailed } from '../rules/MatchesNote';
import { useMatches, type MatchesState } from '../rules/useMatches';
import { useRules } from '../rules/useRules';
import { Loaded } from '../shared/Loaded';
import { Notices } from '../shared/Notices';
import { usePageParams } from '../shared/pageParams';
import { useRange } from '../shared/range/useRange';
import { AttackBar } from './AttackBar';
import { AttackMatrix } from './AttackMatrix';
import { attackMatrix, cloudCoverage } from './attackMatrix';
import { chosenRules } from './coverageUrl';
import { LayerSection } from './LayerSection';
import { matchesOf } from './TechniqueCell';
import { useCoverageState } from './useCoverageState';

/** Techniques of ATT&CK that rules name, those that none names, and how both compare with the coverage of others. */
export function AttackTab({ uid }: { uid: string }) {
  const request = useRules(uid);
  return (
    <Loaded request={request} what="rules">
      {({ rules }) => <Coverage uid={uid} rules={rules} />}
    </Loaded>
  );
}

function Coverage({ uid, rules }: { uid: string; rules: readonly RuleSummary[] }) {
  const { state, change } = useCoverageState();
  const common = usePageParams();
  const { range, look } = useRange(state);
  const matches = useMatches({ uid, look, counting: state.colour === 'matches' });
  const chosen = useMemo(() => chosenRules(rules, state), [rules, state]);
  const columns = useMemo(() => attackMatrix(chosen, state.shown), [chosen, state.shown]);
  const byRule = matches.state === 'loaded' ? matches.byRule : undefined;
  const cells = columns.flatMap(({ techniques }) => techniques);
  const most = cells.reduce(
    (sum, cell) => Math.max(sum, state.colour === 'matches' ? matchesOf(cell, byRule) : cell.rules.length),
    0
  );
  const { covered, all } = cloudCoverage(chosen);
  return (
    <>
      <AttackBar state={state} range={range} onChange={change} />
      <p role="status">
        {`${chosen.length} rules name ${covered} of the ${all} techniques and sub-techniques that ATT&CK ${attackRelease.version} has for infrastructure in a cloud.`}
      </p>
      <Counting matches={matches} />
      <AttackMatrix columns={columns} state={state} matches={byRule} most={most} common={common} />
      <LayerSection uid={uid} rules={chosen} />
    </>
  );
}

/** How far the matches are known, where they are asked for. */
function Counting({ matches }: { matches: MatchesState }) {
  switch (matches.state) {
    case 'off':
      return null;
    case 'loading':
      return <p role="status">Counting matches…</p>;
    case 'loaded':
      return <Notices texts={matches.notices} />;
    case 'costly':
      return (
        <p>
          <Button variant="secondary" icon="search" onClick={matches.look}>
            {`Count matches (about ${matches.requests} requests)`}
          </Button>
        </p>
      );
    case 'failed':
      return <MatchesFailed matches={matches} />;
  }
}
