import type { RuleSummary } from '../../contract/resources';
import { attackMatrix } from './attackMatrix';

const rule = (...techniques: string[]) => ({ techniques }) as unknown as RuleSummary;
const placesOf = (rules: RuleSummary[], id: string) =>
  attackMatrix(rules).flatMap(({ name, techniques }) =>
    techniques.filter((technique) => technique.id === id).map(({ rules: count }) => `${name} ${count}`)
  );

describe('attackMatrix', () => {
  it('counts a rule once for a technique, however many of its sub-techniques it names', () => {
    const places = placesOf([rule('T1078', 'T1078.004', 'T1078.002'), rule('T1078.004')], 'T1078');
    expect(places.length).toBeGreaterThan(1);
    expect(places.every((place) => place.endsWith(' 2'))).toBe(true);
    expect(places).toContain('Initial Access 2');
  });

  it('puts the techniques with most rules first, and leaves no tactic out', () => {
    const matrix = attackMatrix([rule('T1136'), rule('T1098'), rule('T1136.003')]);
    const persistence = matrix.find(({ name }) => name === 'Persistence');
    expect(persistence?.techniques.map(({ id, rules }) => [id, rules])).toEqual([
      ['T1136', 2],
      ['T1098', 1],
    ]);
    expect(attackMatrix([]).map(({ name }) => name)).toEqual(matrix.map(({ name }) => name));
  });
});
