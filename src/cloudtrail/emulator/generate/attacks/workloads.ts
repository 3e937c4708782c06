import { read, write } from '../calls/define';
import { thief } from './callers';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Code and machines turned to other ends. */
export const workloadsPlays: readonly Play[] = [
  oneCall(
    'Start script of an instance replaced',
    '97fce853-3177-43c8-960d-915b96ce53e3',
    write('ec2', 'ModifyInstanceAttribute', { instanceId: 'i-0123456789abcdef0', userData: '<sensitiveDataRemoved>' }),
    {
      'Another attribute is changed.': write('ec2', 'ModifyInstanceAttribute', {
        instanceId: 'i-0123456789abcdef0',
        disableApiTermination: { value: true },
      }),
    }
  ),
  oneCall(
    'Shell commands on instances',
    'e5b57654-3de6-4867-89df-a5a758a419ec',
    write('ssm', 'SendCommand', {
      documentName: 'AWS-RunShellScript',
      instanceIds: ['i-0123456789abcdef0'],
      parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    {
      'Patches are installed.': write('ssm', 'SendCommand', {
        documentName: 'AWS-RunPatchBaseline',
        instanceIds: ['i-0123456789abcdef0'],
      }),
    }
  ),
  oneCall(
    'Shell on an instance',
    '49e60f87-a418-4e76-8ba4-95c37f01fafc',
    write('ssm', 'StartSession', { target: 'i-0123456789abcdef0' }),
    { 'A session is ended.': write('ssm', 'TerminateSession', { sessionId: 'marek-0a1b2c3d4e5f6a7b8' }) }
  ),
  oneCall(
    'Automation document made public',
    '68b0e33c-9161-4f4f-b270-4531ba7a8855',
    write('ssm', 'ModifyDocumentPermission', { name: 'bootstrap', permissionType: 'Share', accountIdsToAdd: ['all'] }),
    {
      'One account may read it.': write('ssm', 'ModifyDocumentPermission', {
        name: 'bootstrap',
        permissionType: 'Share',
        accountIdsToAdd: ['777788889999'],
      }),
    }
  ),
  oneCall(
    'Machines to mine coins',
    '3203998f-7c3f-4776-9ac4-60dadf37722d',
    write('ec2', 'RunInstances', {
      instanceType: 'p5.48xlarge',
      instancesSet: { items: [{ minCount: 8, maxCount: 8 }] },
    }),
    {
      'The instance is for a web server.': write('ec2', 'RunInstances', {
        instanceType: 'm7g.large',
        instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
      }),
    }
  ),
  oneCall(
    'Function opened to everyone',
    'fb7b17df-5015-409b-b9ac-356d5da680cb',
    write('lambda', 'AddPermission20150331v2', {
      functionName: 'webhook-intake',
      statementId: 'any',
      action: 'lambda:InvokeFunction',
      principal: '*',
    }),
    {
      'A bucket may call it.': write('lambda', 'AddPermission20150331v2', {
        functionName: 'image-resize',
        statementId: 'bucket',
        action: 'lambda:InvokeFunction',
        principal: 's3.amazonaws.com',
        sourceArn: 'arn:aws:s3:::app-assets',
      }),
    }
  ),
  oneCall(
    'Back door by a function’s address',
    '91655c9a-1afb-4d86-92c0-16e14a51feb9',
    write('lambda', 'CreateFunctionUrlConfig', { functionName: 'webhook-intake', authType: 'NONE' }),
    {
      'The address asks for sign-in.': write('lambda', 'CreateFunctionUrlConfig', {
        functionName: 'webhook-intake',
        authType: 'AWS_IAM',
      }),
    }
  ),
  oneCall(
    'Strange code in a function',
    '7cbc93b6-2c91-40f1-b1c6-f39767c03189',
    write('lambda', 'UpdateFunctionConfiguration20150331v2', {
      functionName: 'orders-api',
      layers: ['arn:aws:lambda:us-east-1:555566667777:layer:helper:1'],
    }),
    {
      'The layer is the account’s own.': write('lambda', 'UpdateFunctionConfiguration20150331v2', ({ cast }) => ({
        functionName: 'orders-api',
        layers: [`arn:aws:lambda:us-east-1:${cast.accountId}:layer:common:7`],
      })),
    }
  ),
  oneCall(
    'Thief made administrator of a cluster',
    '73c103ad-5475-44e9-a22e-13f628a3955a',
    write('eks', 'AssociateAccessPolicy', ({ cast }) => ({
      name: 'prod',
      principalArn: `arn%3Aaws%3Aiam%3A%3A${cast.accountId}%3Auser%2Fmarek`,
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      accessScope: { type: 'cluster' },
    })),
    {
      'The rights are to look.': write('eks', 'AssociateAccessPolicy', {
        name: 'prod',
        policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy',
        accessScope: { type: 'cluster' },
      }),
    }
  ),
  oneCall(
    'Cluster opened to the internet',
    'd361060b-336d-4c57-8d23-cbace74d3162',
    write('eks', 'UpdateClusterConfig', {
      name: 'prod',
      resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
    }),
    {
      'It is opened to the office.': write('eks', 'UpdateClusterConfig', {
        name: 'prod',
        resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ['198.51.100.0/24'] },
      }),
    }
  ),
  oneCall(
    'Shell in a container',
    'ac87f92b-f383-41f7-8af6-5c0bb28a55f2',
    write('ecs', 'ExecuteCommand', { cluster: 'prod', container: 'orders-api', interactive: true, command: '/bin/sh' }),
    {
      'Tasks are described.': read('ecs', 'DescribeTasks', {
        cluster: 'prod',
        container: 'orders-api',
        interactive: true,
        command: '/bin/sh',
      }),
    }
  ),
  oneCall(
    'Container with rights over its host',
    'ae194459-369b-40c2-9e98-8a4a6b1aaf0e',
    write('ecs', 'RegisterTaskDefinition', {
      family: 'sync',
      containerDefinitions: [{ name: 'sync', image: 'example/sync', privileged: true }],
    }),
    {
      'The container has no such rights.': write('ecs', 'RegisterTaskDefinition', {
        family: 'orders-api',
        containerDefinitions: [{ name: 'orders-api', image: 'example/orders', privileged: false }],
      }),
    }
  ),
  oneCall(
    'Image repository opened to everyone',
    '24fb45a7-545b-4190-9de5-adb9d7d6350b',
    write('ecr', 'SetRepositoryPolicy', {
      repositoryName: 'orders-api',
      policyText: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}',
    }),
    {
      'One account may pull.': write('ecr', 'SetRepositoryPolicy', ({ cast }) => ({
        repositoryName: 'orders-api',
        policyText: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${cast.accountId}:root"},"Action":"ecr:BatchGetImage"}]}`,
      })),
    }
  ),
  oneCall(
    'Build logs made public',
    'dd5e1630-3bca-4ca2-82c7-82d22edf6250',
    write('codebuild', 'UpdateProjectVisibility', ({ cast }) => ({
      projectArn: `arn:aws:codebuild:us-east-1:${cast.accountId}:project/orders`,
      projectVisibility: 'PUBLIC_READ',
    })),
    {
      'It becomes private.': write('codebuild', 'UpdateProjectVisibility', ({ cast }) => ({
        projectArn: `arn:aws:codebuild:us-east-1:${cast.accountId}:project/orders`,
        projectVisibility: 'PRIVATE',
      })),
    }
  ),
  oneCall(
    'Access to models for resale',
    '6b730aa2-2ebb-4ead-ab33-7680ce5ce38b',
    write('bedrock', 'PutUseCaseForModelAccess', { formData: 'HIDDEN_DUE_TO_SECURITY_REASONS' }),
    { 'Models are listed.': read('bedrock', 'ListFoundationModels', { formData: 'HIDDEN_DUE_TO_SECURITY_REASONS' }) }
  ),
  oneCall(
    'Quota raised for mining',
    'd9297500-029e-4056-a666-6e5192a24da3',
    write('servicequotas', 'RequestServiceQuotaIncrease', {
      serviceCode: 'ec2',
      quotaCode: 'L-417A185B',
      desiredValue: 512,
    }),
    {
      'The quota is of networks.': write('servicequotas', 'RequestServiceQuotaIncrease', {
        serviceCode: 'vpc',
        quotaCode: 'L-F678F1CE',
        desiredValue: 10,
      }),
    }
  ),
  oneCall(
    'Mail sending prepared',
    'cefcb589-c382-4ea8-9732-64c3a73ab9fb',
    write('ses', 'PutAccountDetails', {
      mailType: 'MARKETING',
      productionAccessEnabled: true,
      websiteURL: 'https://example.com',
    }),
    {
      'The settings are read.': read('ses', 'GetAccount', {
        mailType: 'MARKETING',
        productionAccessEnabled: true,
        websiteURL: 'https://example.com',
      }),
    }
  ),
  oneCall(
    'Limit of text messages raised',
    'cf03c277-800d-4e6f-9c98-7b17b9e98f0b',
    write('sns', 'SetSMSAttributes', { attributes: { MonthlySpendLimit: '1000' } }),
    { 'The settings are read.': read('sns', 'GetSMSAttributes', { attributes: { MonthlySpendLimit: '1000' } }) }
  ),
  oneCall(
    'Unwatched Region enabled',
    'bc4223f2-bf5d-48c8-9b3e-5234a4dc2467',
    write('account', 'EnableRegion', { RegionName: 'me-south-1' }),
    { 'A Region is disabled.': write('account', 'DisableRegion', { RegionName: 'me-south-1' }) }
  ),
  oneCall(
    'Function’s code replaced',
    '6e80f6de-4a00-442c-a4d9-1993c2d4a72c',
    write('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'orders-api', dryRun: false }),
    {
      'It is deployed by a role.': write('lambda', 'UpdateFunctionCode20150331v2', {
        functionName: 'orders-api',
        dryRun: false,
      }),
    },
    thief
  ),
  oneCall(
    'Sender for phishing added',
    '42beeaba-17f8-4df8-b57c-d344f6c8f84e',
    write('ses', 'CreateEmailIdentity', { emailIdentity: 'billing.example.net' }),
    { 'Senders are listed.': read('ses', 'ListEmailIdentities', undefined) }
  ),
];
