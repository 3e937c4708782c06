/** What an own rule starts from: it runs as it is. */
export const NEW_RULE = `title: Access key created
id: 7b0c1c6e-0d2f-4d2b-9f52-1d2a6f4f5a10
status: experimental
level: medium
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventSource: iam.amazonaws.com
    eventName: CreateAccessKey
  filter_failed:
    errorCode|exists: true
  condition: selection and not filter_failed
`;
