import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const folder = join(root, 'build/bench');

/** Rules of SigmaHQ beside the repository. */
export const publicRules = join(root, '../shared/data/sigma-rules');

const SERVICES = ['iam', 'ec2', 's3', 'kms', 'lambda', 'rds', 'eks', 'ecs', 'logs', 'route53', 'config', 'guardduty'];
const VERBS = ['Create', 'Delete', 'Put', 'Update', 'Modify', 'Attach', 'Detach', 'Disable'];
const NOUNS = [
  'User',
  'Role',
  'Policy',
  'Bucket',
  'Key',
  'Instance',
  'Cluster',
  'Group',
  'Rule',
  'Detector',
  'Function',
  'Zone',
];

/** CloudTrail rules of the shape that public ones have: a source, one to four names, now and then a value and a filter. */
export function moreCloudTrailRules(count) {
  return write(`rules-cloudtrail-${count}`, count, (index) => {
    const pick = picker(`cloudtrail ${index}`);
    const names = Array.from(
      { length: 1 + pick(4) },
      () => `${VERBS[pick(VERBS.length)]}${NOUNS[pick(NOUNS.length)]}V${pick(60)}`
    );
    const value = pick(3) === 0 ? `        requestParameters.name|contains: 'value${pick(1000)}'\n` : '';
    const filter = pick(3) === 0;
    return `title: Generated CloudTrail rule ${index}
id: ${uuid(`cloudtrail ${index}`)}
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: ${SERVICES[pick(SERVICES.length)]}.amazonaws.com
        eventName:
${names.map((name) => `            - ${name}\n`).join('')}${value}${filter ? `    filter_main_x:\n        userIdentity.arn|endswith: ':role/Trusted${pick(50)}'\n` : ''}    condition: selection${filter ? ' and not 1 of filter_main_*' : ''}
level: medium
`;
  });
}

/** Rules for process creation on Windows: none of them is about CloudTrail. */
export function otherRules(count) {
  return write(`rules-windows-${count}`, count, (index) => {
    const pick = picker(`windows ${index}`);
    return `title: Generated Windows rule ${index}
id: ${uuid(`windows ${index}`)}
logsource:
    category: process_creation
    product: windows
detection:
    selection_img:
        - Image|endswith: '\\tool${pick(500)}.exe'
        - OriginalFileName: 'tool${pick(500)}.exe'
    selection_cli:
        CommandLine|contains|all:
            - ' -opt${pick(100)}'
            - '/flag${pick(100)}'
    filter_optional_x:
        ParentImage|startswith: 'C:\\Program Files\\Vendor${pick(50)}\\'
    condition: all of selection_* and not 1 of filter_optional_*
level: high
`;
  });
}

function write(name, count, text) {
  const path = join(folder, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  for (let index = 0; index < count; index++) {
    writeFileSync(join(path, `rule_${index}.yml`), text(index));
  }
  return path;
}

/** Numbers that are the same in every run. */
function picker(seed) {
  let serial = 0;
  return (below) => createHash('sha256').update(`${seed} ${serial++}`).digest().readUInt32LE() % below;
}

function uuid(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
