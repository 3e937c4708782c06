/**
 * Data events by event source: what CloudTrail records only where a trail selects it, and LookupEvents never returns.
 * Kept by hand and not yet compared with the CloudTrail user guide, "Logging data events", which decides. A record's own
 * eventCategory wins wherever there is one. Names as CloudTrail writes them.
 */
const DATA_EVENTS: Readonly<Record<string, string>> = {
  's3.amazonaws.com':
    'AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject DeleteObjectAnnotation ' +
    'DeleteObjectTagging DeleteObjects GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectLockRetention ' +
    'GetObjectRetention GetObjectTagging GetObjectTorrent HeadBucket HeadObject ListMultipartUploads ListObjectVersions ' +
    'ListObjects ListObjectsV2 ListParts OptionsObject PostObject PutObject PutObjectAcl PutObjectLegalHold ' +
    'PutObjectLockLegalHold PutObjectLockRetention PutObjectRetention PutObjectTagging RenameObject RestoreObject ' +
    'SelectObjectContent UploadPart UploadPartCopy WriteGetObjectResponse',
  's3express.amazonaws.com':
    'AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload CreateSession DeleteObject DeleteObjects ' +
    'GetObject GetObjectAttributes HeadBucket HeadObject ListMultipartUploads ListObjects ListObjectsV2 ListParts PutObject ' +
    'RenameObject UploadPart UploadPartCopy',
  's3-object-lambda.amazonaws.com': 'GetObject HeadObject ListObjects ListObjectsV2 PutObject WriteGetObjectResponse',
  's3-outposts.amazonaws.com':
    'AbortMultipartUpload CompleteMultipartUpload CopyObject CreateMultipartUpload DeleteObject DeleteObjects GetObject ' +
    'HeadObject ListObjects ListObjectsV2 PutObject UploadPart',
  'lambda.amazonaws.com': 'Invoke InvokeAsync InvokeExecution InvokeFunctionUrl InvokeWithResponseStream',
  'dynamodb.amazonaws.com':
    'BatchExecuteStatement BatchGetItem BatchWriteItem DeleteItem ExecuteStatement ExecuteTransaction GetItem GetRecords ' +
    'GetShardIterator PutItem Query Scan TransactGetItems TransactWriteItems UpdateItem',
  'sns.amazonaws.com': 'Publish PublishBatch',
  'sqs.amazonaws.com':
    'ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch ReceiveMessage SendMessage ' +
    'SendMessageBatch',
  'kinesis.amazonaws.com': 'GetRecords GetShardIterator PutRecord PutRecords SubscribeToShard',
  'kinesisvideo.amazonaws.com': 'GetMedia PutMedia',
  'ebs.amazonaws.com': 'GetSnapshotBlock ListChangedBlocks ListSnapshotBlocks PutSnapshotBlock',
  'bedrock.amazonaws.com':
    'ApplyGuardrail GetAsyncInvoke InvokeAgent InvokeBlueprintOptimizationAsync InvokeDataAutomationAsync InvokeFlow ' +
    'InvokeInlineAgent InvokeModelWithBidirectionalStream ListAsyncInvokes RenderPrompt Retrieve RetrieveAndGenerate ' +
    'RetrieveAndGenerateStream StartAsyncInvoke',
  'bedrock-agentcore.amazonaws.com': 'InvokeAgentRuntime InvokeCodeInterpreter InvokeGateway',
  'cloudtrail-data.amazonaws.com': 'PutAuditEvents',
  'cognito-identity.amazonaws.com':
    'GetCredentialsForIdentity GetId GetOpenIdToken GetOpenIdTokenForDeveloperIdentity UnlinkIdentity',
  'codewhisperer.amazonaws.com':
    'GenerateAssistantResponse GenerateCompletions GenerateRecommendations StartCodeAnalysis',
  'rdsdata.amazonaws.com':
    'BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement RollbackTransaction',
  'rds-data.amazonaws.com':
    'BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement RollbackTransaction',
  'sagemaker.amazonaws.com':
    'BatchGetMetrics BatchGetRecord BatchPutMetrics DeleteRecord GetRecord InvokeEndpoint InvokeEndpointAsync ' +
    'InvokeEndpointWithResponseStream PutRecord',
  'ssmmessages.amazonaws.com': 'CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel',
  'servicediscovery.amazonaws.com': 'DiscoverInstances DiscoverInstancesRevision',
  'xray.amazonaws.com': 'GetTraceGraph GetTraceSummaries PutTelemetryRecords PutTraceSegments',
  'monitoring.amazonaws.com': 'GetMetricData GetMetricStatistics GetMetricWidgetImage ListMetrics PutMetricData',
  'logs.amazonaws.com': 'FilterLogEvents GetLogEvents GetLogObject GetLogRecord PutLogEvents',
  'verifiedpermissions.amazonaws.com':
    'BatchIsAuthorized BatchIsAuthorizedWithToken IsAuthorized IsAuthorizedWithToken',
  'qbusiness.amazonaws.com': 'Chat ChatSync PutFeedback BatchDeleteDocument BatchPutDocument',
  'qldb.amazonaws.com': 'SendCommand PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate',
  'managedblockchain.amazonaws.com': 'GET POST',
  'states.amazonaws.com': 'InvokeHTTPEndpoint',
  'timestream.amazonaws.com': 'Query WriteRecords PrepareQuery CancelQuery',
  'kendra-ranking.amazonaws.com': 'Rescore',
  'medical-imaging.amazonaws.com':
    'GetDICOMImportJob GetImageFrame GetImageSet GetImageSetMetadata SearchImageSets StartDICOMImportJob',
  'greengrass.amazonaws.com':
    'GetComponentVersionArtifact GetDeployment ResolveComponentCandidates PutCertificateAuthorities',
  'iotdata.amazonaws.com':
    'DeleteThingShadow GetRetainedMessage GetThingShadow ListNamedShadowsForThing Publish UpdateThingShadow',
  'execute-api.amazonaws.com': 'Invoke',
  'dsql.amazonaws.com': 'DbConnect DbConnectAdmin',
  'geo.amazonaws.com':
    'BatchEvaluateGeofences BatchGetDevicePosition BatchUpdateDevicePosition GetDevicePosition GetMapTile',
  'guardduty.amazonaws.com': 'SendSecurityTelemetry',
  'sms-voice.amazonaws.com': 'SendMediaMessage SendTextMessage SendVoiceMessage',
  'social-messaging.amazonaws.com': 'SendWhatsAppMessage PostWhatsAppMessageMedia GetWhatsAppMessageMedia',
  'ses.amazonaws.com':
    'SendBounce SendBulkEmail SendBulkTemplatedEmail SendCustomVerificationEmail SendEmail SendRawEmail SendTemplatedEmail',
  'swf.amazonaws.com':
    'CountClosedWorkflowExecutions CountOpenWorkflowExecutions PollForActivityTask PollForDecisionTask ' +
    'RecordActivityTaskHeartbeat RequestCancelWorkflowExecution RespondActivityTaskCompleted RespondDecisionTaskCompleted ' +
    'SignalWorkflowExecution StartWorkflowExecution TerminateWorkflowExecution',
};

const byKey = new Set(
  Object.entries(DATA_EVENTS).flatMap(([source, names]) =>
    names.split(' ').map((name) => `${source} ${name}`.toLowerCase())
  )
);

/** The names of a source's data events; none where it has none. */
export function dataEventNames(eventSource: string): string[] {
  const names = Object.hasOwn(DATA_EVENTS, eventSource.toLowerCase()) ? DATA_EVENTS[eventSource.toLowerCase()] : '';
  return names ? names.split(' ') : [];
}

/** Event sources that have data events. */
export const dataEventSources: readonly string[] = Object.keys(DATA_EVENTS);

/** Whether an event is a data event. Letters of either case. */
export function isDataEvent(eventSource: string, eventName: string): boolean {
  return byKey.has(`${eventSource} ${eventName}`.toLowerCase());
}
