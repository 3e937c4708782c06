import { read, write } from '../calls/define';
import { thief } from './callers';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Getting at secrets, and at what opens machines. */
export const credentialsPlays: readonly Play[] = [
  oneCall(
    'Secrets taken in bulk',
    '06aff0b2-905d-4c4e-bfa6-378c7725a9d9',
    read('secretsmanager', 'BatchGetSecretValue', { filters: [{ key: 'all', values: ['prod'] }], maxResults: 20 }),
    { 'Secrets are listed, not read.': read('secretsmanager', 'ListSecrets', { maxResults: 100 }) }
  ),
  oneCall(
    'Parameter store emptied',
    'f4f18fc0-63ea-4292-aafe-80684e95c812',
    read('ssm', 'GetParametersByPath', { path: '/', recursive: true, withDecryption: true }),
    {
      'One program’s parameters are read.': read('ssm', 'GetParametersByPath', {
        path: '/prod/orders/',
        recursive: true,
        withDecryption: true,
      }),
    }
  ),
  oneCall(
    'Secret opened to everyone',
    '622da7b3-d5f5-4eb1-9c71-f3392fb0255c',
    write('secretsmanager', 'PutResourcePolicy', {
      secretId: 'prod/orders/db',
      resourcePolicy:
        '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}',
    }),
    {
      'One account may read it.': write('secretsmanager', 'PutResourcePolicy', ({ cast }) => ({
        secretId: 'prod/orders/db',
        resourcePolicy: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${cast.accountId}:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}`,
      })),
    }
  ),
  oneCall(
    'Password of a Windows machine fetched',
    '4e3ccd1c-437e-4330-9bc8-93198fbcc047',
    read('ec2', 'GetPasswordData', { instanceId: 'i-0123456789abcdef0' }),
    { 'The console’s output is fetched.': read('ec2', 'GetConsoleOutput', { instanceId: 'i-0123456789abcdef0' }) }
  ),
  oneCall(
    'Serial console allowed',
    'd39e0bf0-c1b5-46a0-8be6-e8cb8365bdf2',
    write('ec2', 'EnableSerialConsoleAccess', {}),
    { 'It is forbidden.': write('ec2', 'DisableSerialConsoleAccess', {}) }
  ),
  oneCall(
    'SSH key pushed by a thief',
    'c75db31b-770e-4ac8-baf0-67a6b6cc464e',
    write('ec2-instance-connect', 'SendSSHPublicKey', { instanceId: 'i-0123456789abcdef0', instanceOSUser: 'root' }),
    {
      'A tunnel is opened, with a key that was there.': write('ec2-instance-connect', 'OpenTunnel', {
        instanceId: 'i-0123456789abcdef0',
        remotePort: '22',
      }),
    }
  ),
  oneCall(
    'Metadata opened for theft',
    '7965b02c-c881-4837-9992-b488a9442304',
    write('ec2', 'ModifyInstanceMetadataOptions', {
      ModifyInstanceMetadataOptionsRequest: { InstanceId: 'i-0123456789abcdef0', HttpTokens: 'optional' },
    }),
    {
      'Tokens are required.': write('ec2', 'ModifyInstanceMetadataOptions', {
        ModifyInstanceMetadataOptionsRequest: { InstanceId: 'i-0123456789abcdef0', HttpTokens: 'required' },
      }),
    }
  ),
  oneCall(
    'Identity pool opened to all',
    '06ed21b1-bf35-4d65-b75d-727cf8cccec7',
    write('cognito-identity', 'CreateIdentityPool', { identityPoolName: 'web', allowUnauthenticatedIdentities: true }),
    {
      'Only who signed in.': write('cognito-identity', 'CreateIdentityPool', {
        identityPoolName: 'web',
        allowUnauthenticatedIdentities: false,
      }),
    }
  ),
  oneCall(
    'Notebook opened by a thief',
    '2cb92437-59f7-463b-9f24-3efdf77ffbea',
    write('sagemaker', 'CreatePresignedNotebookInstanceUrl', { notebookInstanceName: 'forecast' }),
    { 'A notebook is described.': read('sagemaker', 'DescribeNotebookInstance', { notebookInstanceName: 'forecast' }) }
  ),
  oneCall(
    'Glue endpoint as a way to a role',
    '1e80914f-8b3a-404a-b804-3197af30b880',
    write('glue', 'CreateDevEndpoint', ({ cast }) => ({
      endpointName: 'etl',
      roleArn: `arn:aws:iam::${cast.accountId}:role/glue-admin`,
    })),
    { 'An endpoint is deleted.': write('glue', 'DeleteDevEndpoint', { endpointName: 'etl' }) }
  ),
  oneCall(
    'Instance given a stronger role',
    '9cf8ec06-d2e6-469b-892a-2f723fc69252',
    write('ec2', 'AssociateIamInstanceProfile', {
      AssociateIamInstanceProfileRequest: { InstanceId: 'i-0123456789abcdef0', IamInstanceProfile: { Name: 'admin' } },
    }),
    {
      'The role is taken away.': write('ec2', 'DisassociateIamInstanceProfile', {
        DisassociateIamInstanceProfileRequest: { AssociationId: 'iip-assoc-0123456789abcdef0' },
      }),
    }
  ),
  oneCall(
    'Mail limits tried with a stolen key',
    '2807e8b8-e6fc-4b4e-9071-567aefc4022c',
    read('ses', 'GetSendQuota', undefined),
    { 'Monitoring asks by a role.': read('ses', 'GetSendQuota', undefined) },
    thief
  ),
  oneCall(
    'Own SSH key brought along',
    '5b94ad6a-3f05-4a35-b0ae-9701fe41f5d2',
    write('ec2', 'ImportKeyPair', { keyName: 'laptop', publicKeyMaterial: 'c3NoLWVkMjU1MTk=' }),
    { 'A key is deleted.': write('ec2', 'DeleteKeyPair', { keyName: 'old-laptop' }) }
  ),
];
