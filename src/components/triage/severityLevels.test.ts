import { gravestFirst, levelOfSeverity } from './severityLevels';

it('knows the level of a site’s own label', () => {
  expect(levelOfSeverity('P1', { critical: 'P1' })).toBe('critical');
  expect(levelOfSeverity('critical', { critical: 'P1' })).toBeUndefined();
  expect(levelOfSeverity('high')).toBe('high');
});

it('puts the gravest first, and unknown labels last', () => {
  const rows = ['low', 'odd', 'P1', 'medium'].map((severity) => ({ severity }));
  expect(gravestFirst(rows, { critical: 'P1' }).map(({ severity }) => severity)).toEqual([
    'P1',
    'medium',
    'low',
    'odd',
  ]);
});
