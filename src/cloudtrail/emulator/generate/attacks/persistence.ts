import { read, write } from '../calls/define';
import { thief } from './callers';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Ways to stay, by identities and what they may do. */
export const persistencePlays: readonly Play[] = [
  oneCall(
    'Password given to a dormant user',
    'f3312bd7-7264-4cbb-8172-0c2e31735699',
    write('iam', 'CreateLoginProfile', { userName: 'bob', passwordResetRequired: false }),
    { 'The password is taken away.': write('iam', 'DeleteLoginProfile', { userName: 'leaver' }) }
  ),
  oneCall(
    'User made by a thief',
    'e543ce0b-aaa5-443b-b742-099e4e6622a9',
    write('iam', 'CreateUser', { userName: 'svc-metrics' }),
    { 'A group is made.': write('iam', 'CreateGroup', { groupName: 'auditors' }) }
  ),
  oneCall(
    'User made an administrator by a group',
    'a28370cc-d3cb-445c-8c50-0dd3bab6aecc',
    write('iam', 'AddUserToGroup', { groupName: 'Administrators', userName: 'reporting' }),
    { 'The group only reads.': write('iam', 'AddUserToGroup', { groupName: 'auditors', userName: 'reporting' }) }
  ),
  oneCall(
    'Policy that allows everything',
    '20d037df-3207-4b03-b966-71f58cc519c6',
    write('iam', 'CreatePolicy', {
      policyName: 'maintenance',
      policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    }),
    {
      'The policy allows one service.': write('iam', 'CreatePolicy', {
        policyName: 'uploads',
        policyDocument:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}',
      }),
    }
  ),
  oneCall(
    'Old policy version brought back',
    '4fb8ee7c-e649-4c3d-abe8-170746532fd3',
    write('iam', 'SetDefaultPolicyVersion', ({ cast }) => ({
      policyArn: `arn:aws:iam::${cast.accountId}:policy/orders`,
      versionId: 'v1',
    })),
    {
      'A version is read.': read('iam', 'GetPolicyVersion', ({ cast }) => ({
        policyArn: `arn:aws:iam::${cast.accountId}:policy/orders`,
        versionId: 'v1',
      })),
    }
  ),
  oneCall(
    'Boundary of a role removed',
    '2f88ef0d-aac1-4fea-bcc1-6d97e52eadb8',
    write('iam', 'DeleteRolePermissionsBoundary', { roleName: 'developer' }),
    {
      'A boundary is set.': write('iam', 'PutRolePermissionsBoundary', ({ cast }) => ({
        roleName: 'developer',
        permissionsBoundary: `arn:aws:iam::${cast.accountId}:policy/boundary`,
      })),
    }
  ),
  oneCall(
    'Own identity provider planted',
    'a1c0968f-cee6-4a99-8b6c-389fc22efd7b',
    write('iam', 'CreateSAMLProvider', {
      name: 'corp-sso',
      sAMLMetadataDocument: '<EntityDescriptor entityID="https://idp.example.com"/>',
    }),
    {
      'A provider is removed.': write('iam', 'DeleteSAMLProvider', ({ cast }) => ({
        sAMLProviderArn: `arn:aws:iam::${cast.accountId}:saml-provider/old`,
      })),
    }
  ),
  oneCall(
    'Own token issuer planted',
    '838bc888-53d6-42c3-8bcf-4f821e1612d0',
    write('iam', 'CreateOpenIDConnectProvider', {
      url: 'https://token.example.org',
      clientIDList: ['sts.amazonaws.com'],
    }),
    {
      'A provider is removed.': write('iam', 'DeleteOpenIDConnectProvider', ({ cast }) => ({
        openIDConnectProviderArn: `arn:aws:iam::${cast.accountId}:oidc-provider/old.example.org`,
      })),
    }
  ),
  oneCall(
    'Role lent to another account',
    '38325e92-e615-439e-8593-3c0c01ca05f1',
    write('iam', 'UpdateAssumeRolePolicy', {
      roleName: 'backup',
      policyDocument:
        '{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::555566667777:root"},"Action":"sts:AssumeRole"}]}',
    }),
    {
      'The role trusts a role of its own account.': write('iam', 'UpdateAssumeRolePolicy', ({ cast }) => ({
        roleName: 'backup',
        policyDocument: `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${cast.accountId}:role/deploy"},"Action":"sts:AssumeRole"}]}`,
      })),
    }
  ),
  oneCall(
    'Role opened to every repository on GitHub',
    '63a7e387-5b15-4c99-bcaa-3f732154a571',
    write('iam', 'UpdateAssumeRolePolicy', ({ cast }) => ({
      roleName: 'deploy',
      policyDocument: `{"Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::${cast.accountId}:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]}`,
    })),
    {
      'The trust names the repository.': write('iam', 'UpdateAssumeRolePolicy', ({ cast }) => ({
        roleName: 'deploy',
        policyDocument: `{"Principal":{"Federated":"arn:aws:iam::${cast.accountId}:oidc-provider/token.actions.githubusercontent.com"},"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:example/orders:*"}}}`,
      })),
    }
  ),
  oneCall(
    'Own certificate authority planted',
    '7c58a18c-73ce-49a2-ab5c-388ebfe752e0',
    write('rolesanywhere', 'CreateTrustAnchor', {
      name: 'datacentre',
      enabled: true,
      source: { sourceType: 'CERTIFICATE_BUNDLE' },
    }),
    {
      'An anchor is disabled.': write('rolesanywhere', 'DisableTrustAnchor', {
        trustAnchorId: '0c6f2f1e-6b5a-4a86-9d2e-2f0d3d6b7a11',
      }),
    }
  ),
  oneCall(
    'Signing certificate for another user',
    '48d12cd6-4922-4148-9817-383da0d21a12',
    write('iam', 'UploadSigningCertificate', { userName: 'bob' }),
    {
      'A key is deleted.': write('iam', 'DeleteSSHPublicKey', {
        userName: 'leaver',
        sSHPublicKeyId: 'APKAEXAMPLE0000000001',
      }),
    }
  ),
  oneCall(
    'Password policy weakened',
    '37add830-8cc1-41a3-a47d-511fb2233634',
    write('iam', 'UpdateAccountPasswordPolicy', { minimumPasswordLength: 6, requireSymbols: false }),
    {
      'Long passwords are asked for.': write('iam', 'UpdateAccountPasswordPolicy', {
        minimumPasswordLength: 16,
        requireSymbols: true,
      }),
    }
  ),
  oneCall(
    'Session that outlives its key',
    '55052311-1049-4f39-87b4-72e95a122028',
    write('sts', 'GetFederationToken', { name: 'guest', durationSeconds: 129600 }),
    { 'Somebody asks who he is.': read('sts', 'GetCallerIdentity', undefined) },
    thief
  ),
];
