import { createLogger, isLogLevel, type LoggerOptions } from './log';

function logged(options: LoggerOptions, log: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = [];
  log(createLogger({ ...options, write: (line) => lines.push(line), now: () => new Date('2026-01-02T03:04:05.678Z') }));
  return lines;
}
const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('createLogger', () => {
  it('writes one JSON object a line, as go-plugin parses it', () => {
    const lines = logged({}, (logger) =>
      logger.with({ region: 'eu-west-1' }).info('two\nlines', { pages: 3, rest: 1n })
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    // Go's layout 2006-01-02T15:04:05.000000Z07:00: six digits or the line is not parsed.
    expect(parsed(lines)).toEqual([
      {
        '@level': 'info',
        '@message': 'two\nlines',
        '@timestamp': '2026-01-02T03:04:05.678000Z',
        region: 'eu-west-1',
        pages: 3,
        rest: '1',
      },
    ]);
  });

  it('drops lines below its level', () => {
    const lines = logged({ level: 'warn' }, (logger) => {
      logger.info('no');
      logger.warn('yes');
    });
    expect(parsed(lines).map((line) => line['@message'])).toEqual(['yes']);
    expect(['debug', 'loud', undefined].map(isLogLevel)).toEqual([true, false, false]);
  });

  it('redacts the message, fields at any depth and errors', () => {
    const redact = (text: string) => text.replaceAll('s3cr3t', '*');
    const lines = logged({ redact, level: 'debug' }, (logger) =>
      logger.error('of s3cr3t', { error: new Error('s3cr3t'), deep: { list: ['a s3cr3t'] } })
    );
    expect(lines.join('')).not.toContain('s3cr3t');
    expect(parsed(lines)[0]).toMatchObject({ '@message': 'of *', deep: { list: ['a *'] } });
  });

  it('writes an error without its stack unless the level is debug', () => {
    const write = (options: LoggerOptions) =>
      String(parsed(logged(options, (logger) => logger.error('x', { error: new TypeError('broke') })))[0].error);
    expect(write({})).toBe('TypeError: broke');
    expect(write({ level: 'debug' })).toContain('log.test.ts');
  });

  it('stays below 64 KB a line, the most that go-plugin reads', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i}`, 'ü'.repeat(50_000)]));
    const [line] = logged({}, (logger) => logger.info('ü'.repeat(100_000), many));
    expect(Buffer.byteLength(line)).toBeLessThan(64 * 1024);
    expect(parsed([line])[0]['@message']).toContain('100000 characters');
  });

  it('never throws', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const getter = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    const lines = logged({}, (logger) => {
      logger.info('circular', { circular });
      logger.info('getter', { getter });
      logger.info('odd', { fn: () => 1, nan: Number.NaN, symbol: Symbol('x') });
    });
    expect(parsed(lines).at(-1)).toMatchObject({ fn: '[function]', nan: 'NaN', symbol: '[symbol]' });
  });
});
