import { cloudTechniques } from '../../catalogue/attack/cloudTechniques';
import type { Level } from '../../contract/levels';
import type { RuleSummary } from '../../contract/resources';
import { attackMatrix, cloudCoverage, type MatrixTechnique } from './attackMatrix';

const rule = (techniques: string[], level: Level = 'low') => ({ techniques, level }) as unknown as RuleSummary;
const columnOf = (rules: RuleSummary[], tactic: string, shown?: 'all' | 'covered' | 'gaps') =>
  attackMatrix(rules, shown).find(({ name }) => name === tactic)?.techniques ?? [];
const counts = (cells: readonly MatrixTechnique[]) => cells.map(({ id, rules }) => [id, rules.length]);

describe('the ATT&CK matrix', () => {
  it('counts a rule once for a technique, however many of its sub-techniques it names', () => {
    const rules = [rule(['T1078', 'T1078.004', 'T1078.002']), rule(['T1078.004'], 'high')];
    const [cell] = columnOf(rules, 'Initial Access', 'covered');
    expect([cell.id, cell.rules.length, cell.highestLevel]).toEqual(['T1078', 2, 'high']);
    expect(counts(cell.subTechniques)).toEqual([
      ['T1078.004', 2],
      ['T1078.002', 1],
    ]);
    // Under every tactic that ATT&CK has it under.
    expect(counts(columnOf(rules, 'Persistence', 'covered'))).toEqual([['T1078', 2]]);
  });

  it('puts the techniques with most rules first, and leaves no tactic out', () => {
    const rules = [rule(['T1136']), rule(['T1098']), rule(['T1136.003'])];
    expect(counts(columnOf(rules, 'Persistence', 'covered'))).toEqual([
      ['T1136', 2],
      ['T1098', 1],
    ]);
    expect(attackMatrix([]).map(({ name }) => name)).toEqual(attackMatrix(rules).map(({ name }) => name));
  });

  it('shows gaps: what is for clouds and no rule names, with the technique above', () => {
    const gaps = columnOf([rule(['T1078', 'T1078.001'])], 'Initial Access', 'gaps');
    const accounts = gaps.find(({ id }) => id === 'T1078');
    expect(accounts?.subTechniques.map(({ id }) => id)).toEqual(['T1078.004']);
    expect(gaps.every(({ id, rules }) => id === 'T1078' || rules.length === 0)).toBe(true);
    const named = [...cloudTechniques()];
    expect(attackMatrix([rule(named)], 'gaps').flatMap(({ techniques }) => techniques)).toEqual([]);
  });

  it('never hides an id that this release does not have', () => {
    const last = attackMatrix([rule(['T9999.001'])]).at(-1);
    expect([last?.name, last && counts(last.techniques)]).toEqual([
      'Of another release',
      [
        ['T9999', 1],
        ['T9999.001', 1],
      ],
    ]);
  });

  it('tells how much of what is for clouds is named; a technique does not vouch for its sub-techniques', () => {
    const { all } = cloudCoverage([]);
    expect(all).toBe(cloudTechniques().size);
    expect(cloudCoverage([rule(['T1078'])]).covered).toBe(1);
    expect(cloudCoverage([rule(['T1078.004'])]).covered).toBe(2);
  });
});
