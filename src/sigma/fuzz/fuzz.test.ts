import { BOMBS, defuse } from './bombs';
import { useDamaged } from './damaged';
import { comparePrinted } from './printed';

it('survives damaged rules, conditions and events of fixed seeds', () => {
  for (let seed = 1; seed <= 1_500; seed++) {
    expect(() => useDamaged(seed)).not.toThrow();
  }
}, 60_000);

it('prints random rules so that they are the same when read again', () => {
  let compared = 0;
  for (let seed = 1; seed <= 1_500; seed++) {
    compared += comparePrinted(seed) ? 1 : 0;
  }
  expect(compared).toBeGreaterThan(1_000);
});

it.each(BOMBS)(
  'refuses or runs $name',
  (bomb) => {
    expect(() => defuse(bomb)).not.toThrow();
  },
  60_000
);
