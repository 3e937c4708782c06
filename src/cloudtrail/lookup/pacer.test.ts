import { VirtualClock } from '../testing/virtualClock';
import { Pacer, PacerPool } from './pacer';

describe('Pacer', () => {
  it('never lets more than its rate start within any second', async () => {
    const clock = new VirtualClock(0);
    const pacer = new Pacer(1.8, clock);
    const starts: number[] = [];
    await clock.run(
      Promise.all(Array.from({ length: 20 }, () => pacer.acquire().then(() => starts.push(clock.now()))))
    );
    for (const start of starts) {
      expect(starts.filter((other) => other >= start && other < start + 1000).length).toBeLessThanOrEqual(2);
    }
    expect(starts.at(-1)).toBeCloseTo((19 / 1.8) * 1000, 0);
  });

  it('holds requests back after a pause', async () => {
    const clock = new VirtualClock(0);
    const pacer = new Pacer(2, clock);
    await pacer.acquire();
    pacer.pause(5000);
    await clock.run(pacer.acquire());
    expect(clock.now()).toBe(5000);
  });

  it('gives up a wait that is aborted', async () => {
    const clock = new VirtualClock(0);
    const pacer = new Pacer(1, clock);
    await pacer.acquire();
    const abort = new AbortController();
    const waiting = pacer.acquire(abort.signal);
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('PacerPool', () => {
  it('gives all who ask about one account and region the same pacer', () => {
    const pool = new PacerPool(new VirtualClock(0));
    expect(pool.get('1', 'r', undefined, 2)).toBe(pool.get('1', 'r', undefined, 1.8));
    expect(pool.get('1', 'r', undefined, 2)).not.toBe(pool.get('2', 'r', undefined, 2));
    expect(pool.get('1', 'r', undefined, 2)).not.toBe(pool.get('1', 'r', 'http://127.0.0.1:1', 2));
  });
});
