import { parseRuleFileName } from './ruleFileName';

describe('parseRuleFileName', () => {
  it.each([
    ['rule.yml', ['rule.yml']],
    ['aws/iam/new user, (2).yaml', ['aws', 'iam', 'new user, (2).yaml']],
    ['überwachung/löschen.yml', ['überwachung', 'löschen.yml']],
    ['監視/規則.yml', ['監視', '規則.yml']],
    ['console.yml', ['console.yml']],
  ])('takes %s', (file, names) => {
    expect(parseRuleFileName(file)).toEqual({ names });
  });

  it.each([
    ['', /1 to 500/],
    ['/etc/cron.d/x.yml', /relative/],
    ['a//b.yml', /relative/],
    ['a/', /relative/],
    ['../b.yml', /dot/],
    ['a/../../b.yml', /dot/],
    ['./b.yml', /dot/],
    ['.hidden.yml', /dot/],
    ['.git/b.yml', /dot/],
    ['a\\b.yml', /characters/],
    ['..\\b.yml', /dot/],
    ['C:b.yml', /characters/],
    ['b.yml:stream.yml', /characters/],
    ['a\0.yml', /characters/],
    ['a\n.yml', /characters/],
    ['~/b.yml', /characters/],
    ['$(id).yml', /characters/],
    ['%2e%2e/b.yml', /characters/],
    ['a\u200b.yml', /characters/],
    ['a\u202elmy.yml', /characters/],
    ['a\ufeff.yml', /characters/],
    ['a\u2044b.yml', /characters/],
    ['\uff0e\uff0e/b.yml', /characters/],
    ['a\ud800.yml', /characters/],
    ['lo\u0308schen.yml', /NFC/],
    ['a./b.yml', /ends with/],
    ['a /b.yml', /ends with/],
    ['nul.yml', /device/],
    ['a/COM1.yml', /device/],
    ['lpt\u00b9.yml', /characters|device/],
    ['aux/b.yml', /device/],
    ['b.txt', /end in/],
    ['yml', /end in/],
    ['b.YML', /end in/],
    ['b..yml', /end in/],
    ['b.yml.sh', /end in/],
    ['b.test.yml', /tests/],
    [`${'a'.repeat(201)}.yml`, /bytes/],
    [`${'規'.repeat(70)}.yml`, /bytes/],
    [`${'a/'.repeat(30)}b.yml`, /deep/],
    [`${'a'.repeat(600)}.yml`, /1 to 500/],
  ])('refuses %j', (file, message) => {
    expect(parseRuleFileName(file)).toEqual({ problem: expect.stringMatching(message) });
  });
});
