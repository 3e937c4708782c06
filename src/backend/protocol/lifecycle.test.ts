import { followHost } from './lifecycle';
import { createLogger } from './log';

describe('followHost', () => {
  const lines: Array<Record<string, unknown>> = [];
  const logger = createLogger({ level: 'debug', write: (line) => lines.push(JSON.parse(line)) });
  const stop = jest.fn();
  let release: () => void;

  beforeEach(() => {
    jest.useFakeTimers();
    lines.length = 0;
    stop.mockReset();
    release = followHost(logger, stop);
  });
  afterEach(() => {
    release();
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('stops when its parent is another one', () => {
    jest.advanceTimersByTime(10_000);
    expect(stop).not.toHaveBeenCalled();
    jest.replaceProperty(process, 'ppid', 1);
    jest.advanceTimersByTime(1000);
    expect(stop).toHaveBeenCalledWith('the host is gone');
  });

  it('stops at SIGTERM and SIGHUP, and leaves SIGINT to the host', () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // jest's process is not ours to signal: only this listener is called.
      process.listeners(signal).at(-1)?.(signal);
    }
    expect(stop.mock.calls).toEqual([['SIGTERM'], ['SIGHUP']]);
  });

  it('logs what nobody handled', () => {
    process.listeners('unhandledRejection').at(-1)?.(new Error('stray'), Promise.resolve());
    process.listeners('uncaughtException').at(-1)?.(new Error('loose'), 'uncaughtException');
    expect(lines.map((line) => [line['@level'], String(line.error).split('\n')[0]])).toEqual([
      ['error', 'Error: stray'],
      ['error', 'Error: loose'],
    ]);
    expect(stop).not.toHaveBeenCalled();
  });

  it('lets go of everything', () => {
    const listeners = process.listenerCount('SIGTERM');
    release();
    expect(process.listenerCount('SIGTERM')).toBe(listeners - 1);
    expect(jest.getTimerCount()).toBe(0);
  });
});
