import { read, write } from '../calls/define';
import { oneCall } from './oneCall';
import type { Play } from './play';

/** Accounts, sign-in and their organisation. */
export const organisationPlays: readonly Play[] = [
  oneCall(
    'Account leaves the organisation',
    '5470622f-ee09-443a-b348-b966aef32b81',
    write('organizations', 'LeaveOrganization', undefined),
    { 'The organisation is described.': read('organizations', 'DescribeOrganization', undefined) }
  ),
  oneCall(
    'Strange account invited',
    '2b08299b-4a75-4a35-8089-2afd6d3262f8',
    write('organizations', 'InviteAccountToOrganization', { target: { type: 'ACCOUNT', id: '555566667777' } }),
    {
      'An invitation is declined.': write('organizations', 'DeclineHandshake', { handshakeId: 'h-examplehandshakeid' }),
    }
  ),
  oneCall(
    'Guardrail detached',
    'f391265f-794b-4f1f-961a-8ee1fb516fbe',
    write('organizations', 'DetachPolicy', { policyId: 'p-examplepolicyid', targetId: 'ou-exam-ple00001' }),
    {
      'A policy is attached.': write('organizations', 'AttachPolicy', {
        policyId: 'p-examplepolicyid',
        targetId: 'ou-exam-ple00001',
      }),
    }
  ),
  oneCall(
    'Administration handed to an account',
    '8a1d7bbc-3bd8-42d1-af2f-fa14bb84dbed',
    write('organizations', 'RegisterDelegatedAdministrator', {
      accountId: '444455556666',
      servicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com',
    }),
    {
      'An account is administrator no more.': write('organizations', 'DeregisterDelegatedAdministrator', {
        accountId: '444455556666',
        servicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com',
      }),
    }
  ),
  oneCall(
    'Account closed',
    'ed084047-d5d0-499e-ba2e-e1e0168b2892',
    write('organizations', 'CloseAccount', { accountId: '444455556666' }),
    { 'An account is described.': read('organizations', 'DescribeAccount', { accountId: '444455556666' }) }
  ),
  oneCall(
    'Budget alarm removed',
    '6bf46962-ecd2-47e6-8ce5-21a130322477',
    write('budgets', 'DeleteBudget', { budgetName: 'monthly' }),
    { 'A budget is described.': read('budgets', 'DescribeBudget', { budgetName: 'monthly' }) }
  ),
  oneCall(
    'Security contact replaced',
    '637e1b94-5aa6-4c8e-bf40-f5f808c7b831',
    write('account', 'PutAlternateContact', { AlternateContactType: 'SECURITY' }),
    { 'A contact is read.': read('account', 'GetAlternateContact', { AlternateContactType: 'SECURITY' }) }
  ),
  oneCall(
    'Root user’s address taken over',
    '4431169e-5d98-43e3-8108-d2b050b2a85f',
    write('account', 'StartPrimaryEmailUpdate', {
      AccountId: '444455556666',
      PrimaryEmail: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    {
      'The address is read.': read('account', 'GetPrimaryEmail', {
        AccountId: '444455556666',
        PrimaryEmail: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      }),
    }
  ),
  oneCall(
    'Permission set made all-powerful',
    '40bc55f7-9e21-424c-a3b9-f0399beeb576',
    write('sso', 'AttachManagedPolicyToPermissionSet', {
      permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1111/ps-2222',
      managedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    {
      'The policy gives rights to read.': write('sso', 'AttachManagedPolicyToPermissionSet', {
        permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1111/ps-2222',
        managedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    }
  ),
  oneCall(
    'Account assigned to a thief',
    '58975256-05e6-414b-8d92-f154263188bb',
    write('sso', 'CreateAccountAssignment', {
      principalType: 'USER',
      targetType: 'AWS_ACCOUNT',
      targetId: '444455556666',
    }),
    {
      'It is taken back.': write('sso', 'DeleteAccountAssignment', {
        principalType: 'USER',
        targetType: 'AWS_ACCOUNT',
        targetId: '444455556666',
      }),
    }
  ),
  oneCall(
    'Own issuer of tokens trusted',
    'af2c319f-aba9-4759-a7f6-30ca0c9d1199',
    write('sso', 'CreateTrustedTokenIssuer', { name: 'apps', trustedTokenIssuerType: 'OIDC_JWT' }),
    {
      'An issuer is removed.': write('sso', 'DeleteTrustedTokenIssuer', {
        name: 'apps',
        trustedTokenIssuerType: 'OIDC_JWT',
      }),
    }
  ),
];
