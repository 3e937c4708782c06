/** What the workbench begins with: a rule that is whole, to be changed. */
export const EXAMPLE_RULE = `title: Trail Logging Stopped
id: 00000000-0000-4000-8000-000000000000
status: experimental
description: Detects a trail whose logging was stopped. Change this rule, and see what becomes of it.
author: you
date: 2026-01-01
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
