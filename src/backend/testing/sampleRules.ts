/** Small rules for tests: one for each level that matters, one without a level, one correlation. */

const rule = (
  id: string,
  title: string,
  level: string | undefined,
  eventName: string,
  eventSource = 'iam.amazonaws.com'
) =>
  [
    `title: ${title}`,
    `id: ${id}`,
    'status: test',
    'logsource:',
    '    product: aws',
    '    service: cloudtrail',
    'detection:',
    '    selection:',
    `        eventSource: ${eventSource}`,
    `        eventName: ${eventName}`,
    '    condition: selection',
    ...(level ? [`level: ${level}`] : []),
    '',
  ].join('\n');

export const USER_RULE = '00000000-0000-4000-8000-000000000001';
export const KEY_RULE = '00000000-0000-4000-8000-000000000002';
export const STOP_RULE = '00000000-0000-4000-8000-000000000003';
export const QUIET_RULE = '00000000-0000-4000-8000-000000000004';

export const SAMPLE_RULES: Record<string, string> = {
  'user.yml': rule(USER_RULE, 'User created', 'medium', 'CreateUser'),
  'key.yml': rule(KEY_RULE, 'Access key created', 'high', 'CreateAccessKey'),
  'stop.yml': rule(STOP_RULE, 'Logging stopped', 'critical', 'StopLogging', 'cloudtrail.amazonaws.com'),
  'quiet.yml': rule(QUIET_RULE, 'Never seen', undefined, 'NeverSeen'),
};
