import type { SigtrailJsonData } from '../../contract/settings';
import { trailStatements } from './trail/trailStatements';

// What is still being typed is no part of a policy.
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/./;

export interface IamPolicy {
  title: string;
  /** The policy document, indented JSON. */
  json: string;
}

/**
 * What AWS must allow for these settings: one policy for the credentials, one for each role if there are roles. Athena is
 * asked as the data source's own account: by the role to assume where there is one, else by the credentials.
 */
export function iamPolicies(json: SigtrailJsonData): IamPolicy[] {
  const { assumeRoleArn, accounts = [] } = json;
  const arns = [assumeRoleArn, ...accounts.map((account) => account.assumeRoleArn)].map((arn) => arn?.trim() ?? '');
  const roles = [...new Set(arns)].filter((arn) => ROLE_ARN.test(arn));
  const lookup = { Sid: 'LookUpEvents', Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' };
  const assume = { Sid: 'AssumeRoles', Effect: 'Allow', Action: 'sts:AssumeRole', Resource: roles };
  const trail = trailStatements(json);
  if (roles.length === 0) {
    return [policy('For the credentials', [lookup, ...trail])];
  }
  const ofRoles = policy('For each role that is assumed', [lookup]);
  // With an assumed role for the account itself the credentials look nothing up on their own.
  return ROLE_ARN.test(assumeRoleArn?.trim() ?? '')
    ? [
        policy('For the credentials', [assume]),
        ofRoles,
        ...(trail.length > 0 ? [policy('For the role of the account itself, to read the trail', trail)] : []),
      ]
    : [policy('For the credentials', [lookup, assume, ...trail]), ofRoles];
}

function policy(title: string, statements: object[]): IamPolicy {
  return { title, json: JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2) };
}
