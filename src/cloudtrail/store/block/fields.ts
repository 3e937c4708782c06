/**
 * Fields of CloudTrail records that a block keeps as columns: those that rules, filters and groupings name most, with one
 * value a record. A block tells which columns it has, so that this list may change without a migration.
 */
export const COLUMN_FIELDS: readonly string[] = [
  'eventSource',
  'eventName',
  'eventType',
  'readOnly',
  'errorCode',
  'awsRegion',
  'recipientAccountId',
  'sourceIPAddress',
  'userAgent',
  'userIdentity.type',
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.principalId',
  'userIdentity.accountId',
  'userIdentity.accessKeyId',
  'userIdentity.invokedBy',
  'userIdentity.sessionContext.sessionIssuer.type',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.sessionContext.sessionIssuer.userName',
  'userIdentity.sessionContext.attributes.mfaAuthenticated',
];
