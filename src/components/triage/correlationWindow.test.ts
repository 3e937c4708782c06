import { timespanMs } from './correlationWindow';

const page = (yaml: string) => ({ stages: [{ index: 0, name: 'correlation', yaml }] });

describe('how far a correlation looks back', () => {
  it.each([
    ['correlation:\n    timespan: 15m\n', 900_000],
    ["correlation:\n    timespan: '2d'", 172_800_000],
    ['correlation:\n    type: event_count', 86_400_000],
  ])('is the timespan of %j', (yaml, expected) => {
    expect(timespanMs(page(yaml))).toBe(expected);
  });
});
