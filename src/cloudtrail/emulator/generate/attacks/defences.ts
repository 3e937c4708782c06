import { read, write } from '../calls/define';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Blinding those who watch. */
export const defencesPlays: readonly Play[] = [
  oneCall(
    'Trail narrowed to one Region',
    '1fe0ee15-0430-41d0-95ec-4c76ba215cb6',
    write('cloudtrail', 'UpdateTrail', { name: 'management-events', isMultiRegionTrail: false }),
    {
      'All Regions are recorded.': write('cloudtrail', 'UpdateTrail', {
        name: 'management-events',
        isMultiRegionTrail: true,
      }),
    }
  ),
  oneCall(
    'Trail made blind to changes',
    'fa6dd44f-4839-4697-bbfd-ddae3c213cdc',
    write('cloudtrail', 'PutEventSelectors', {
      trailName: 'management-events',
      eventSelectors: [{ readWriteType: 'All', includeManagementEvents: false }],
    }),
    {
      'All is recorded.': write('cloudtrail', 'PutEventSelectors', {
        trailName: 'management-events',
        eventSelectors: [{ readWriteType: 'All', includeManagementEvents: true }],
      }),
    }
  ),
  oneCall(
    'Event data store deleted',
    '18a7a803-a621-4f61-9da7-3dd671ae6605',
    write('cloudtrail', 'DeleteEventDataStore', ({ cast }) => ({
      eventDataStore: `arn:aws:cloudtrail:us-east-1:${cast.accountId}:eventdatastore/1f2e3d4c-5b6a-4789-8a9b-0c1d2e3f4a5b`,
    })),
    {
      'A store comes back.': write('cloudtrail', 'RestoreEventDataStore', ({ cast }) => ({
        eventDataStore: `arn:aws:cloudtrail:us-east-1:${cast.accountId}:eventdatastore/1f2e3d4c-5b6a-4789-8a9b-0c1d2e3f4a5b`,
      })),
    }
  ),
  oneCall(
    'GuardDuty deleted',
    '4764a0c3-461a-4691-a039-7ee3aec48741',
    write('guardduty', 'DeleteDetector', { detectorId: '12abc34d567e8fa901bc2d34e56789f0' }),
    {
      'It is switched on.': write('guardduty', 'UpdateDetector', {
        detectorId: '12abc34d567e8fa901bc2d34e56789f0',
        enable: true,
      }),
    }
  ),
  oneCall(
    'GuardDuty’s findings hidden',
    '05d00294-5f9b-48c0-95e7-2f4a5ae04800',
    write('guardduty', 'CreateFilter', {
      detectorId: '12abc34d567e8fa901bc2d34e56789f0',
      name: 'noise',
      action: 'ARCHIVE',
    }),
    {
      'Findings are only grouped.': write('guardduty', 'CreateFilter', {
        detectorId: '12abc34d567e8fa901bc2d34e56789f0',
        name: 'mine',
        action: 'NOOP',
      }),
    }
  ),
  oneCall(
    'Account taken out of GuardDuty',
    '3689ec4e-ba0b-47d8-ab60-2f4ef3296f17',
    write('guardduty', 'DisassociateFromAdministratorAccount', { detectorId: '12abc34d567e8fa901bc2d34e56789f0' }),
    {
      'Accounts are watched.': write('guardduty', 'StartMonitoringMembers', ({ cast }) => ({
        detectorId: '12abc34d567e8fa901bc2d34e56789f0',
        accountIds: [`${cast.accountId}`],
      })),
    }
  ),
  oneCall(
    'Config recorder stopped',
    'bbb9077d-400f-4229-afb2-b84e51a0cfac',
    write('config', 'StopConfigurationRecorder', { configurationRecorderName: 'default' }),
    { 'Recording starts.': write('config', 'StartConfigurationRecorder', { configurationRecorderName: 'default' }) }
  ),
  oneCall(
    'Security Hub disabled',
    'e30ccb93-23b7-40f5-9d76-71663df534f8',
    write('securityhub', 'DisableSecurityHub', {}),
    { 'It is enabled.': write('securityhub', 'EnableSecurityHub', { enableDefaultStandards: true }) }
  ),
  oneCall('Macie switched off', '0f97167c-123c-4f46-a865-faa0910da12a', write('macie2', 'DisableMacie', undefined), {
    'It is enabled.': write('macie2', 'EnableMacie', { status: 'ENABLED' }),
  }),
  oneCall(
    'Flow logs of a network deleted',
    '6f570ba2-6ed2-410f-8034-349a58fb7b65',
    write('ec2', 'DeleteFlowLogs', {
      DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0123456789abcdef0' } },
    }),
    { 'Flow logs are described.': read('ec2', 'DescribeFlowLogs', { DescribeFlowLogsRequest: '' }) }
  ),
  oneCall(
    'Log retention cut to a day',
    '5780eff5-e050-402f-b5de-1cc745f59244',
    write('logs', 'PutRetentionPolicy', { logGroupName: '/vpc/flow-logs', retentionInDays: 3 }),
    {
      'Logs are kept for a year.': write('logs', 'PutRetentionPolicy', {
        logGroupName: '/vpc/flow-logs',
        retentionInDays: 365,
      }),
    }
  ),
  oneCall(
    'Alarms deleted',
    '1d8056e6-d6ec-4e9a-8787-1bdabde26765',
    write('monitoring', 'DeleteAlarms', { alarmNames: ['root-sign-in'] }),
    { 'Alarms may speak again.': write('monitoring', 'EnableAlarmActions', { alarmNames: ['root-sign-in'] }) }
  ),
  oneCall(
    'Bucket’s access log disabled',
    '947c68e7-504e-422d-a092-17bfb4df576a',
    write('s3', 'PutBucketLogging', {
      bucketName: 'data-lake',
      logging: '',
      BucketLoggingStatus: { xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/' },
    }),
    {
      'The log goes to another bucket.': write('s3', 'PutBucketLogging', {
        bucketName: 'data-lake',
        logging: '',
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'access-logs', TargetPrefix: '' } },
      }),
    }
  ),
  oneCall(
    'DNS query log removed',
    '9ee44b2c-cb19-4baf-a838-c5e56d3ee68e',
    write('route53resolver', 'DisassociateResolverQueryLogConfig', {
      resolverQueryLogConfigId: 'rqlc-0123456789abcdef',
      resourceId: 'vpc-0123456789abcdef0',
    }),
    {
      'A network is logged.': write('route53resolver', 'AssociateResolverQueryLogConfig', {
        resolverQueryLogConfigId: 'rqlc-0123456789abcdef',
        resourceId: 'vpc-0123456789abcdef0',
      }),
    }
  ),
  oneCall(
    'Log of model use deleted',
    'ce1bfe5f-42e0-4efa-b92c-2820136c2b56',
    write('bedrock', 'DeleteModelInvocationLoggingConfiguration', undefined),
    { 'The log’s settings are read.': read('bedrock', 'GetModelInvocationLoggingConfiguration', undefined) }
  ),
  oneCall(
    'Event rule disabled',
    '83ddaf09-f835-4c88-8a35-c592f27aa66b',
    write('events', 'DisableRule', { name: 'root-sign-in-to-sns' }),
    { 'A rule is enabled.': write('events', 'EnableRule', { name: 'root-sign-in-to-sns' }) }
  ),
  oneCall(
    'Web firewall taken off',
    '1f189358-90ce-4702-96e8-80ccb3c216db',
    write('wafv2', 'DisassociateWebACL', ({ cast }) => ({
      resourceArn: `arn:aws:elasticloadbalancing:us-east-1:${cast.accountId}:loadbalancer/app/web/50dc6c495c0c9188`,
    })),
    {
      'A resource gets a firewall.': write('wafv2', 'AssociateWebACL', ({ cast }) => ({
        resourceArn: `arn:aws:elasticloadbalancing:us-east-1:${cast.accountId}:loadbalancer/app/web/50dc6c495c0c9188`,
      })),
    }
  ),
  oneCall(
    'Findings put aside',
    'abc8bb04-853f-4423-b181-289ab335670b',
    write('guardduty', 'ArchiveFindings', { detectorId: '12abc34d567e8fa901bc2d34e56789f0', findingIds: ['1'] }),
    {
      'They are brought back.': write('guardduty', 'UnarchiveFindings', {
        detectorId: '12abc34d567e8fa901bc2d34e56789f0',
        findingIds: ['1'],
      }),
    }
  ),
  oneCall(
    'Guardrail of models deleted',
    'c2749ed3-aa7c-4e69-bb83-0b01e21c1aa7',
    write('bedrock', 'DeleteGuardrail', { guardrailIdentifier: 'abcdef123456' }),
    { 'A guardrail is made.': write('bedrock', 'CreateGuardrail', { name: 'support-chat' }) }
  ),
];
