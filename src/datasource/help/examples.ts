import type { SigtrailQueryModel } from '../../contract/query';

export interface Example {
  title: string;
  description: string;
  query: SigtrailQueryModel;
}

const ROOT_LOGIN = `title: Root signed in
status: experimental
level: high
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventName: ConsoleLogin
    userIdentity.type: Root
    responseElements.ConsoleLogin: Success
  condition: selection
`;

const DENIED = `title: Call denied
status: experimental
level: low
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    errorCode:
      - AccessDenied
      - Client.UnauthorizedOperation
  condition: selection
`;

const GUESSING = `title: Sign-in failed
name: signin_failed
status: experimental
level: informational
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventName: ConsoleLogin
    errorMessage: Failed authentication
  condition: selection
---
title: Many failed sign-ins from one address
status: experimental
level: medium
correlation:
  type: event_count
  rules:
    - signin_failed
  group-by:
    - sourceIPAddress
  timespan: 10m
  condition:
    gte: 5
`;

/** Queries for the cheat sheet, ready to run. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'Detections of high and critical rules',
    description: 'Log lines, coloured by level; open one to see the record and what matched.',
    query: { queryType: 'detections', format: 'logs', rules: { minLevel: 'high' } },
  },
  {
    title: 'Detections by rule, over time',
    description: 'A series for each rule that matched something.',
    query: { queryType: 'counts', format: 'timeseries', fill: 'none' },
  },
  {
    title: 'Numbers for an alert rule',
    description: 'One number for each rule with the labels rule_id, rule and severity; zero where a rule is quiet.',
    query: { queryType: 'counts', format: 'numeric', fill: 'zero', rules: { minLevel: 'medium' } },
  },
  {
    title: 'Valid accounts (T1078)',
    description: 'Rules by ATT&CK technique, its sub-techniques included.',
    query: { queryType: 'detections', format: 'table', rules: { tags: ['attack.t1078'] } },
  },
  {
    title: 'Root signed in',
    description: 'A rule of your own in the query.',
    query: { queryType: 'detections', format: 'table', rule: ROOT_LOGIN },
  },
  {
    title: 'Denied calls by principal',
    description: 'Group by any event field: its value becomes a label.',
    query: { queryType: 'counts', format: 'numeric', fill: 'none', rule: DENIED, groupBy: ['userIdentity.arn'] },
  },
  {
    title: 'Guessed passwords',
    description: 'A correlation: five failed sign-ins from one address within ten minutes.',
    query: { queryType: 'detections', format: 'table', rule: GUESSING },
  },
  {
    title: 'Who created access keys',
    description: 'Events by one attribute that CloudTrail looks up: few requests, quick.',
    query: { queryType: 'events', format: 'table', lookup: { attribute: 'EventName', value: 'CreateAccessKey' } },
  },
  {
    title: 'What failed in IAM',
    description: 'A filter on top of a lookup. Regular expressions match the whole value.',
    query: {
      queryType: 'events',
      format: 'logs',
      lookup: { attribute: 'EventSource', value: 'iam.amazonaws.com' },
      filters: [{ field: 'errorCode', operator: '=~', value: '.+' }],
    },
  },
  {
    title: 'Root over half a year',
    description:
      'LookupEvents ends at 90 days: choose a longer time range and the query asks the trail in S3, where one is set up. The line below the query tells what that scans.',
    query: { queryType: 'counts', format: 'timeseries', fill: 'none', rule: ROOT_LOGIN, groupBy: ['account'] },
  },
  {
    title: 'What is watched, and what is not',
    description: 'Event names seen in the time range or named by rules, with the rules for each.',
    query: { queryType: 'coverage' },
  },
];
