import { read, write } from '../calls/define';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Destroying data and what would bring it back. */
export const destructionPlays: readonly Play[] = [
  oneCall(
    'Key disabled',
    'e1a7f34c-f42c-4d7e-9cb5-ac5b03fc3717',
    write('kms', 'DisableKey', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }),
    { 'A key is enabled.': write('kms', 'EnableKey', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }) }
  ),
  oneCall(
    'Key opened to everyone',
    '32ff24bd-ee3b-466f-9896-e3649646fc31',
    write('kms', 'PutKeyPolicy', {
      keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      policyName: 'default',
      policy: '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}]}',
    }),
    {
      'The own account may.': write('kms', 'PutKeyPolicy', ({ cast }) => ({
        keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
        policyName: 'default',
        policy: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${cast.accountId}:root"},"Action":"kms:*","Resource":"*"}]}`,
      })),
    }
  ),
  oneCall(
    'Key material deleted',
    'dd33ba0a-8f39-42e0-b3f3-49f567141445',
    write('kms', 'DeleteImportedKeyMaterial', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }),
    { 'A key is described.': read('kms', 'DescribeKey', { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }) }
  ),
  oneCall(
    'Encryption of disks disabled',
    '08545f4d-58ff-43e3-a351-690e6eb231a0',
    write('ec2', 'DisableEbsEncryptionByDefault', { DisableEbsEncryptionByDefaultRequest: {} }),
    { 'It is enabled.': write('ec2', 'EnableEbsEncryptionByDefault', { EnableEbsEncryptionByDefaultRequest: {} }) }
  ),
  oneCall(
    'Bucket emptied by a lifecycle',
    '87e2c935-0fc8-420e-b41e-e63b1521e6e4',
    write('s3', 'PutBucketLifecycle', {
      bucketName: 'data-lake',
      lifecycle: '',
      LifecycleConfiguration: { Rule: { ID: 'tidy', Status: 'Enabled', Expiration: { Days: 1 } } },
    }),
    {
      'Objects live for a year.': write('s3', 'PutBucketLifecycle', {
        bucketName: 'data-lake',
        lifecycle: '',
        LifecycleConfiguration: { Rule: { ID: 'tidy', Status: 'Enabled', Expiration: { Days: 365 } } },
      }),
    }
  ),
  oneCall(
    'Versions of a bucket given up',
    '774f5464-60cf-41f4-b30e-463ff97e532b',
    write('s3', 'PutBucketVersioning', {
      bucketName: 'data-lake',
      versioning: '',
      VersioningConfiguration: { Status: 'Suspended' },
    }),
    {
      'It is enabled.': write('s3', 'PutBucketVersioning', {
        bucketName: 'data-lake',
        versioning: '',
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    }
  ),
  oneCall(
    'Backup vault deleted',
    '365b074b-063a-4c5f-b1d8-952cde5f803f',
    write('backup', 'DeleteBackupVault', { backupVaultName: 'main' }),
    { 'A vault is described.': read('backup', 'DescribeBackupVault', { backupVaultName: 'main' }) }
  ),
  oneCall(
    'Database destroyed',
    '428213be-96a7-4731-9803-34707399b40a',
    write('rds', 'DeleteDBInstance', { dBInstanceIdentifier: 'orders', skipFinalSnapshot: true }),
    {
      'A last snapshot is kept.': write('rds', 'DeleteDBInstance', {
        dBInstanceIdentifier: 'orders',
        skipFinalSnapshot: false,
        finalDBSnapshotIdentifier: 'orders-last',
      }),
    }
  ),
  oneCall(
    'Database’s protection removed',
    '0a2d0055-2251-4bf5-93eb-acd19063f46d',
    write('rds', 'ModifyDBInstance', { dBInstanceIdentifier: 'orders', deletionProtection: false }),
    {
      'It is protected.': write('rds', 'ModifyDBInstance', {
        dBInstanceIdentifier: 'orders',
        deletionProtection: true,
      }),
    }
  ),
  oneCall(
    'Table’s backups disabled',
    '801ade23-7d63-43c1-a7a3-ec65e308eb1b',
    write('dynamodb', 'UpdateContinuousBackups', {
      tableName: 'orders',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    }),
    {
      'It is enabled.': write('dynamodb', 'UpdateContinuousBackups', {
        tableName: 'orders',
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      }),
    }
  ),
  oneCall(
    'Table deleted',
    '24d8a0c4-4063-4ca3-94a7-14cfb097d10a',
    write('dynamodb', 'DeleteTable', { tableName: 'orders' }),
    { 'A table is made.': write('dynamodb', 'CreateTable', { tableName: 'orders-test' }) }
  ),
  oneCall(
    'Stack’s protection removed',
    '754f82b7-41e4-4aea-a80f-12537ae83124',
    write('cloudformation', 'UpdateTerminationProtection', {
      stackName: 'orders-prod',
      enableTerminationProtection: false,
    }),
    {
      'It is set.': write('cloudformation', 'UpdateTerminationProtection', {
        stackName: 'orders-prod',
        enableTerminationProtection: true,
      }),
    }
  ),
  oneCall(
    'Domain unlocked',
    '8d14582f-f2ac-4cc0-81db-1db270276419',
    write('route53domains', 'DisableDomainTransferLock', { domainName: 'example.com' }),
    { 'It is locked.': write('route53domains', 'EnableDomainTransferLock', { domainName: 'example.com' }) }
  ),
  oneCall(
    'DNS zone deleted',
    'c5393460-d008-49a8-9261-d4cd2ba88e2a',
    write('route53', 'DeleteHostedZone', { id: 'Z0123456789ABCDEFGHIJ' }),
    { 'A zone is read.': read('route53', 'GetHostedZone', { id: 'Z0123456789ABCDEFGHIJ' }) }
  ),
  oneCall(
    'Secret destroyed',
    '2e1ff377-b2f7-458d-85b0-435965966b6e',
    write('secretsmanager', 'DeleteSecret', { secretId: 'prod/orders/db', forceDeleteWithoutRecovery: true }),
    {
      'It can be restored for a week.': write('secretsmanager', 'DeleteSecret', {
        secretId: 'staging/orders/db',
        recoveryWindowInDays: 7,
      }),
    }
  ),
  oneCall(
    'Shared files destroyed',
    '1855ece3-5e4f-4d3c-90ee-9238baf397c0',
    write('elasticfilesystem', 'DeleteFileSystem', { fileSystemId: 'fs-0123456789abcdef0' }),
    { 'A file system is made.': write('elasticfilesystem', 'CreateFileSystem', { creationToken: 'console-1' }) }
  ),
  oneCall(
    'Key material of a stranger',
    'c6c39174-e34a-4ba6-b642-45395ad505c8',
    write('kms', 'ImportKeyMaterial', {
      keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      expirationModel: 'KEY_MATERIAL_EXPIRES',
    }),
    {
      'An import is prepared.': read('kms', 'GetParametersForImport', {
        keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
        expirationModel: 'KEY_MATERIAL_EXPIRES',
      }),
    }
  ),
];
