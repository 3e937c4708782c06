import { join } from 'node:path';
import { folderWith, run } from '../testing/command';
import { checkCommand } from './command';

const GOOD = `title: Good
id: 11111111-1111-4111-8111-111111111111
status: test
description: A rule with all that it needs.
author: someone
date: 2026-01-01
tags: [attack.persistence, attack.t1098]
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventSource: iam.amazonaws.com, eventName: CreateUser }
  condition: selection
level: high
`;
const replaced = (from: string, to: string): string =>
  GOOD.replace(from, to).replace(/id: 1/, 'id: 2').replace('title: Good', 'title: Bad');

describe('sigtrail check', () => {
  it('is silent about a good rule', async () => {
    const { code, out, err } = await run(checkCommand, [folderWith({ 'a_good_rule.yml': GOOD })]);
    expect([code, out]).toEqual([0, '']);
    expect(err).toMatch(/^1 files: 1 rules, 0 correlations, 0 filters; 0 errors, 0 warnings$/m);
  });

  it.each([
    ['a field that CloudTrail does not have', replaced('eventName:', 'eventNam:'), 10, /did you mean eventName/i],
    ['an event that the service does not have', replaced('CreateUser', 'CreateUsr'), 10, /CreateUser/],
    ['an unknown modifier', replaced('eventName:', 'eventName|beginswith:'), 10, /startswith/],
    ['broken YAML', 'title: [\n', 2, /YAML/],
  ])('names %s with file, line and column', async (_name, text, line, sentence) => {
    const folder = folderWith({ 'a_good_rule.yml': GOOD, 'a_bad_rule.yml': text });
    const { out } = await run(checkCommand, [folder]);
    const found = out.split('\n').find((candidate) => sentence.test(candidate)) ?? out;
    expect(found).toMatch(sentence);
    expect(found.startsWith(`${join(folder, 'a_bad_rule.yml')}:${line}:`)).toBe(true);
    expect(out).not.toContain('a_good_rule.yml');
  });

  it('fails for errors alone, and counts them in --json', async () => {
    const folder = folderWith({
      'a_bad_rule.yml': 'title: [\n',
      'an_odd_rule.yml': replaced('eventName:', 'eventNam:'),
    });
    const { code, out } = await run(checkCommand, [folder, '--json']);
    expect(code).toBe(1);
    const report = JSON.parse(out) as { errors: number; problems: Array<{ severity: string; code: string }> };
    expect(report.errors).toBe(report.problems.filter(({ severity }) => severity === 'error').length);
    const { code: warned } = await run(checkCommand, [join(folder, 'an_odd_rule.yml')]);
    expect(warned).toBe(0);
  });

  it.each([[[]], [['/nowhere']], [['--what']]])('refuses %j', async (args) => {
    const { code, err } = await run(checkCommand, args);
    expect(code).toBe(2);
    expect(err).toMatch(/^sigtrail check: .+\./);
  });
});
