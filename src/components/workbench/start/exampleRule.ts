import type { Fresh } from './start';

/** What a new rule begins with: one that is whole, to be changed. */
export function exampleRule({ id, date }: Fresh): string {
  return `title: Trail Logging Stopped
id: ${id}
status: experimental
description: Detects a trail whose logging was stopped. Change this rule, and see what becomes of it.
author: you
date: ${date}
tags:
    - attack.defense-impairment
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: cloudtrail.amazonaws.com
        eventName: StopLogging
    filter_main_failed:
        errorCode|exists: true
    condition: selection and not 1 of filter_main_*
level: high
`;
}
