import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeShared, readShared } from '../../sigma/testing/shared';
import { explainCommand } from '../explain/command';
import { temporaryFolder } from '../testing/temporaryFolder';
import { matchCommand } from './command';

function recorder() {
  const written = { out: '', err: '' };
  return {
    written,
    io: {
      out: (text: string) => void (written.out += text),
      err: (text: string) => void (written.err += text),
      tty: false,
    },
  };
}
const RULE = `title: Users
id: 5a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: CreateUser}, condition: selection}
level: high
`;

function files() {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return { folder, write };
}

it('counts over folders of every form, and goes on past a broken record', async () => {
  const { folder, write } = files();
  const rule = write('rule.yml', RULE);
  write('a.ndjson', '{"eventName":"CreateUser"}\n{"eventName":\n{"eventName":"createuser"}\n');
  write('b.json.gz', gzipSync('{"Records":[{"eventName":"CreateUser"},{"eventName":"Other"}]}'));
  const { io, written } = recorder();
  expect(await matchCommand(['--rules', rule, '--events', folder, '--json'], io)).toBe(0);
  expect(JSON.parse(written.out)).toEqual({
    events: 4,
    unparsed: 1,
    rules: { '5a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11': 3 },
  });
  expect(written.err).toContain('a.ndjson:2:');
});

it('prints a line for each match', async () => {
  const { write } = files();
  const events = write('a.json', '[{"eventName":"CreateUser","n":1}]');
  const { io, written } = recorder();
  await matchCommand(['--rules', write('r.yml', RULE), '--events', events, '--output', 'ndjson'], io);
  expect(JSON.parse(written.out)).toMatchObject({ severity: 'high', line: 1, event: { n: 1 } });
});

it.each([[[]], [['--rules', 'x']], [['--rules', 'nowhere', '--events', 'nowhere']], [['--wrong']]])(
  'refuses %j with a sentence',
  async (args) => {
    const { io, written } = recorder();
    expect(await matchCommand(args, io)).toBe(2);
    expect(written.err).toMatch(/sigtrail match: .+/);
  }
);

it('explains on the command line', async () => {
  const { write } = files();
  const { io, written } = recorder();
  const args = ['--rule', write('r.yml', RULE), '--event', write('e.json', '{"eventName":"Other"}')];
  expect(await explainCommand(args, io)).toBe(0);
  expect(written.out).toContain('✗ eventName eq "CreateUser"  (eventName is "Other".)');
});

describeShared('data', 'published rules on real events', (data) => {
  const expected = JSON.parse(readFileSync(join(data, 'expected-counts.json'), 'utf8'));
  it.each(Object.keys(expected))('%s', async (name) => {
    const { io, written } = recorder();
    const args = ['--rules', join(data, 'sigma-rules'), '--events', join(data, 'events', basename(name)), '--json'];
    expect(await matchCommand(args, io)).toBe(0);
    const { events, rules } = JSON.parse(written.out);
    expect({ events, rules }).toEqual(expected[name]);
    expect(readShared(join(data, 'sigma-rules'), '.yml').length).toBeGreaterThan(50);
  });
});

it('runs rules as pipelines make them', async () => {
  const { write } = files();
  const rule = write('r.yml', RULE.replace('eventName', 'operation'));
  const events = write('a.json', '[{"eventName":"CreateUser"}]');
  const pipeline = write(
    'p.yml',
    'name: names\ntransformations:\n  - type: field_name_mapping\n    mapping: { operation: eventName }\n'
  );
  const { io, written } = recorder();
  expect(await matchCommand(['--rules', rule, '--events', events, '--pipeline', pipeline, '--json'], io)).toBe(0);
  expect(JSON.parse(written.out)).toMatchObject({ rules: { '5a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11': 1 } });
});

it('leaves rules of other log sources out, and says so', async () => {
  const { write } = files();
  const rule = write('r.yml', RULE.replace('product: aws, service: cloudtrail', 'product: windows'));
  const { io, written } = recorder();
  await matchCommand(['--rules', rule, '--events', write('a.ndjson', '{"eventName":"CreateUser"}\n'), '--json'], io);
  expect(JSON.parse(written.out)).toEqual({ events: 1, unparsed: 0, rules: {} });
  expect(written.err).toMatch(/1 rules are for other log sources/);
});

const CORRELATION = `${RULE}---
title: Many users
id: 6a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11
correlation:
  type: event_count
  rules: [5a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11]
  group-by: [who]
  timespan: 5m
  condition: { gte: 3 }
level: high
`;

it('counts hits of correlations in order of time, whatever the order of the file, and keeps their rules quiet', async () => {
  const { write } = files();
  const at = (who: string, minute: number) =>
    JSON.stringify({ eventName: 'CreateUser', who, eventTime: `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z` });
  const events = write(
    'a.ndjson',
    // a: three within five minutes; b: three, too far apart.
    [
      at('a', 12),
      at('b', 0),
      at('a', 10),
      at('b', 4),
      at('a', 11),
      at('b', 9),
      '{"eventName":"CreateUser","who":"a"}',
    ].join('\n')
  );
  const rule = write('r.yml', CORRELATION);
  const counts = recorder();
  await matchCommand(['--rules', rule, '--events', events, '--json'], counts.io);
  expect(JSON.parse(counts.written.out)).toEqual({
    events: 7,
    unparsed: 0,
    rules: { '6a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11': 1 },
  });
  const lines = recorder();
  await matchCommand(['--rules', rule, '--events', events, '--output', 'ndjson'], lines.io);
  expect(JSON.parse(lines.written.out)).toMatchObject({
    rule: 'Many users',
    severity: 'high',
    line: 1,
    event: { who: 'a' },
  });
});
