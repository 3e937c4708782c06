/**
 * Data events of records that say neither `eventCategory` nor `managementEvent` (before eventVersion 1.07): object,
 * item and invocation calls, after the CloudTrail user guide's list of data event types. All else is a management event.
 */
const DATA_EVENTS: ReadonlyMap<string, RegExp> = new Map([
  [
    's3.amazonaws.com',
    /^(Get|Put|Head|Delete|Copy|Select|Restore|Post)Object|^DeleteObjects$|^ListObjects|^ListParts$|^(Create|Complete|Abort)MultipartUpload$|^UploadPart/,
  ],
  ['lambda.amazonaws.com', /^Invoke(Execution|Async|WithResponseStream)?$/],
  [
    'dynamodb.amazonaws.com',
    /^(Batch|Transact)?(Get|Put|Update|Delete|Write)Items?$|^(Batch)?ExecuteStatement$|^Query$|^Scan$/,
  ],
  ['sns.amazonaws.com', /^Publish(Batch)?$/],
  ['sqs.amazonaws.com', /^(Send|Receive|Delete)Message(Batch)?$/],
  ['kinesis.amazonaws.com', /^(Put|Get)Records?$/],
]);

/** True for what LookupEvents shows: the record's own word first, the table where it says nothing. */
export function isManagementEvent(record: Readonly<Record<string, unknown>>): boolean {
  if (typeof record.eventCategory === 'string') {
    return record.eventCategory === 'Management';
  }
  if (typeof record.managementEvent === 'boolean') {
    return record.managementEvent;
  }
  return !(DATA_EVENTS.get(String(record.eventSource))?.test(String(record.eventName)) ?? false);
}
