// A folder with what the examples of the documentation name, so that they can be run as they stand.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const RULE = 'rules/iam/mfa_device_removed';

/** An event that rule.yml matches, and one that it does not. */
const EVENTS = ['DeactivateMFADevice', 'EnableMFADevice'].map((eventName, index) => ({
  eventVersion: '1.11',
  eventID: `00000000-0000-4000-8000-00000000000${index}`,
  eventTime: '2026-01-31T12:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName,
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.31.0',
  userIdentity: {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLE000000001',
    arn: 'arn:aws:iam::111122223333:user/ana',
    accountId: '111122223333',
    userName: 'ana',
  },
  requestParameters: { userName: 'ben', serialNumber: 'arn:aws:iam::111122223333:mfa/ben' },
  responseElements: null,
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  eventCategory: 'Management',
  recipientAccountId: '111122223333',
}));

const PIPELINE = `name: ours
priority: 10
transformations:
  - id: names
    type: field_name_mapping
    mapping: { action: eventName }
`;

const COLUMNS = `eventtime\tstring
eventsource\tstring
eventname\tstring
awsregion\tstring
errorcode\tstring
useridentity\tstruct<type:string,arn:string,username:string>
requestparameters\tstring
`;

/**
 * Makes the folder: rules/, trail/, rule.yml with its test, event.json, ours.yml (a pipeline), columns.txt (of a table), and
 * provisioning/alerting/ to write to.
 *
 * @param {string} root the repository
 * @returns {{folder: string, env: object}} `env` finds `sigtrail` on its PATH
 */
export function makeWorkspace(root) {
  const folder = mkdtempSync(join(tmpdir(), 'sigtrail-docs-'));
  const put = (name, content, mode) => writeFileSync(join(folder, name), content, { mode });
  for (const name of ['trail', 'provisioning/alerting', '.bin']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  cpSync(join(root, 'rules'), join(folder, 'rules'), { recursive: true });
  put('rule.yml', readFileSync(join(root, `${RULE}.yml`)));
  put('rule.test.yml', readFileSync(join(root, `${RULE}.test.yml`)));
  put('event.json', JSON.stringify(EVENTS[0]));
  put('trail/one.json.gz', gzipSync(JSON.stringify({ Records: EVENTS })));
  put('trail/two.ndjson', `${EVENTS.map((event) => JSON.stringify(event)).join('\n')}\n`);
  put('ours.yml', PIPELINE);
  put('columns.txt', COLUMNS);
  put('.bin/sigtrail', `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/sigtrail.js')}" "$@"\n`, 0o755);
  const env = { ...process.env, PATH: `${join(folder, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  return { folder, env };
}
