import type { SigtrailJsonData } from '../../contract/settings';

// What is still being typed is no part of a policy.
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/./;

export interface IamPolicy {
  title: string;
  /** The policy document, indented JSON. */
  json: string;
}

/** What AWS must allow for these settings: one policy for the credentials, one for each role if there are roles. */
export function iamPolicies({ assumeRoleArn, accounts = [] }: SigtrailJsonData): IamPolicy[] {
  const arns = [assumeRoleArn, ...accounts.map((account) => account.assumeRoleArn)].map((arn) => arn?.trim() ?? '');
  const roles = [...new Set(arns)].filter((arn) => ROLE_ARN.test(arn));
  const lookup = { Sid: 'LookUpEvents', Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' };
  const assume = { Sid: 'AssumeRoles', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles };
  if (roles.length === 0) {
    return [policy('For the credentials', [lookup])];
  }
  // With an assumed role for the account itself the credentials look nothing up on their own.
  const ofCredentials = ROLE_ARN.test(assumeRoleArn?.trim() ?? '') ? [assume] : [lookup, assume];
  return [policy('For the credentials', ofCredentials), policy('For each role that is assumed', [lookup])];
}

function policy(title: string, statements: object[]): IamPolicy {
  return { title, json: JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2) };
}
