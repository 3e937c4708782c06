import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkRuleSet, compileEngine, loadRuleSet } from '../src/sigma';

const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yml'));
const set = loadRuleSet(files.map((file) => ({ file, text: readFileSync(join(__dirname, file), 'utf8') })));
const engine = compileEngine(set.rules);
const fired = (event: object) => engine.match(event).map((index) => engine.rules[index]?.source.file);

it('loads every bundled rule without a problem', () => {
  expect(set.problems.map(({ file, message }) => `${file}: ${message}`)).toEqual([]);
  expect(set.rules).toHaveLength(files.length);
  const errors = checkRuleSet(set).filter(({ severity }) => severity === 'error');
  expect(errors).toEqual([]);
});

const stop = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' };
const key = {
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  userIdentity: { userName: 'alice' },
  requestParameters: { userName: 'bob' },
};
const instance = {
  eventSource: 'sts.amazonaws.com',
  eventName: 'GetCallerIdentity',
  sourceIPAddress: '203.0.113.7',
  userIdentity: { arn: 'arn:aws:sts::123456789012:assumed-role/aws:ec2-instance/i-0abc' },
};

it.each([
  ['cloudtrail/trail_logging_stopped.yml', stop],
  ['iam/access_key_created_for_other_user.yml', key],
  ['sigmahq/aws_cloudtrail_imds_malicious_usage.yml', instance],
])('%s fires on what it is for', (file, event) => {
  expect(fired(event)).toEqual([file]);
});

it.each([
  ['a failed StopLogging', { ...stop, errorCode: 'AccessDenied' }],
  ['another service with the same name', { ...stop, eventSource: 'example.amazonaws.com' }],
  ['a key for oneself', { ...key, requestParameters: { userName: 'Alice' } }],
  ['a key without a user named', { ...key, requestParameters: null }],
  ['a refused key', { ...key, errorCode: 'AccessDenied' }],
  ['an instance talking to SSM', { ...instance, eventSource: 'ssm.amazonaws.com' }],
  ['an instance registering', { ...instance, eventName: 'RegisterManagedInstance' }],
  ['AWS calling for the instance', { ...instance, sourceIPAddress: 'AWS Internal' }],
])('stays quiet on %s', (_, event) => {
  expect(fired(event)).toEqual([]);
});
