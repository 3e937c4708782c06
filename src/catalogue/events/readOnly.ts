/** First words of operations that change nothing. */
const READING =
  /^(?:BatchDescribe|BatchGet|Check|Count|Describe|Detect|Discover|Estimate|Export(?=Api)|Filter|Get|Head|Is(?=Authorized)|List|Lookup|Preview|Query|Read|Receive|Retrieve|Scan|Search|Select|Simulate|Validate|Verify|View)(?![a-z])/;

/** Operations whose names tell otherwise, as CloudTrail records them (`readOnly` in published records). */
const READING_ALL_THE_SAME = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'Decrypt',
  'Encrypt',
  'GenerateCredentialReport',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GenerateRandom',
  'GenerateServiceLastAccessedDetails',
  'ReEncrypt',
  'Sign',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'Converse',
  'ConverseStream',
  'TransactGetItems',
]);
const WRITING_ALL_THE_SAME = new Set(['GetSigninToken', 'GetFederationToken', 'CheckMfa', 'ReceiveMessage']);

/** Whether an event changes nothing, judged by its name. CloudTrail's own `readOnly` of a record is what counts. */
export function readOnlyByName(eventName: string): boolean {
  return !WRITING_ALL_THE_SAME.has(eventName) && (READING_ALL_THE_SAME.has(eventName) || READING.test(eventName));
}
