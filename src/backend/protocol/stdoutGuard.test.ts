/* eslint-disable no-console -- this is about it */
import { createLogger } from './log';
import { guardStdout } from './stdoutGuard';

describe('guardStdout', () => {
  it('turns what is printed into log lines, and can be undone', () => {
    const lines: Array<Record<string, unknown>> = [];
    const logger = createLogger({ level: 'debug', write: (line) => lines.push(JSON.parse(line)) });
    const { log } = console;
    const { write } = process.stdout;
    const called = jest.fn();
    const undo = guardStdout(logger);
    try {
      console.log('a library', { says: 1 }, new Error('so'));
      console.error('and warns');
      expect(process.stdout.write('raw text\n', called)).toBe(true);
    } finally {
      undo();
    }
    expect(lines.map((line) => [line['@level'], line['@message']])).toEqual([
      ['debug', 'a library {"says":1} so'],
      ['error', 'and warns'],
      ['debug', 'raw text'],
    ]);
    expect(console.log).toBe(log);
    expect(process.stdout.write).toBe(write);
  });
});
