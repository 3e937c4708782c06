import { Random } from './random';

/** Somebody who works with the account. */
export interface Person {
  readonly login: string;
  /** By Identity Center, or as an IAM user with a password and a key. */
  readonly signsIn: 'identity-center' | 'iam';
  readonly permissionSet: string;
  readonly ip: string;
  readonly browser: string;
  readonly tool: string;
  /** Identity Center's or IAM's unique ID. */
  readonly id: string;
  readonly accessKeyId: string;
  /** Hours from UTC. */
  readonly utcOffset: number;
}

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
}

export interface Instance {
  readonly id: string;
  readonly role: Role;
  readonly region: string;
  readonly ip: string;
  readonly vpcEndpointId: string;
  /** True: managed by its own identity (Default Host Management), not by an instance profile. */
  readonly hostManaged: boolean;
}

export interface LambdaFunction {
  readonly name: string;
  readonly role: Role;
  readonly region: string;
}

/** All that acts and is acted on in one account; the same for the same seed, account and regions. */
export interface Cast {
  readonly accountId: string;
  readonly regions: readonly string[];
  readonly people: readonly Person[];
  readonly instances: readonly Instance[];
  readonly functions: readonly LambdaFunction[];
  readonly deployRole: Role;
  readonly vendorRole: Role;
  readonly vendorAccountId: string;
  /** The collector of the vendor, as IAM calls it over there. */
  readonly vendorPrincipalId: string;
  readonly vendorExternalId: string;
  /** Identity Center's role for each permission set. */
  readonly permissionSets: ReadonlyMap<string, Role>;
  readonly identityStoreId: string;
  readonly buckets: readonly string[];
  readonly keyIds: readonly string[];
  readonly secrets: readonly string[];
  readonly parameters: readonly string[];
  readonly clusters: readonly string[];
  readonly groupIds: readonly string[];
  readonly vpcIds: readonly string[];
  readonly subnetIds: readonly string[];
  readonly volumeIds: readonly string[];
  readonly trail: string;
  readonly linkedRoles: ReadonlyMap<string, Role>;
}

const BROWSERS = [
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
];
const TOOLS = [
  'aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard',
  'aws-cli/2.28.1 md/awscrt#0.27.4 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.13.4 md/pyimpl#CPython cfg/retry-mode#standard',
  'Boto3/1.40.45 md/Botocore#1.40.45 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.3 md/pyimpl#CPython Botocore/1.40.45',
];
const LOGINS = [
  'amara',
  'bruno',
  'chiara',
  'dmitri',
  'elif',
  'farid',
  'greta',
  'haruka',
  'ines',
  'jonas',
  'kofi',
  'lena',
];
const PERMISSION_SETS = ['ReadOnly', 'Developer', 'Developer', 'Operations', 'Billing'];
const IAM_USERS = ['backup-agent', 'marek', 'reporting'];
const FUNCTIONS = ['orders-api', 'invoice-render', 'image-resize', 'nightly-report', 'webhook-intake', 'token-rotate'];
const INSTANCE_ROLES = ['web-instance', 'worker-instance', 'bastion-instance'];
const LINKED = [
  'autoscaling',
  'config',
  'inspector2',
  'elasticloadbalancing',
  'ecs',
  'guardduty',
  'access-analyzer',
  'rds',
  'trustedadvisor',
  'resource-explorer-2',
];

/** Casts the account's actors. */
export function castOf(seed: string, accountId: string, regions: readonly string[]): Cast {
  const random = new Random(`${seed}/cast/${accountId}`);
  const role = (name: string, path = '/'): Role => ({ name, path, id: `AROA${random.base32(17)}` });
  const ids = (prefix: string, count: number) => Array.from({ length: count }, () => `${prefix}-0${random.hex(16)}`);
  const suffix = random.hex(6);
  const instanceRoles = INSTANCE_ROLES.map((name) => role(name));
  return {
    accountId,
    regions,
    people: [
      ...LOGINS.map((login, at) => person(random, login, 'identity-center', at)),
      ...IAM_USERS.map((login, at) => person(random, login, 'iam', LOGINS.length + at)),
    ],
    instances: Array.from({ length: 18 }, (_, at) => ({
      id: `i-0${random.hex(16)}`,
      role: instanceRoles[at % instanceRoles.length],
      region: regions[at % regions.length],
      ip: `192.0.2.${10 + at}`,
      vpcEndpointId: `vpce-0${random.hex(16)}`,
      hostManaged: at % 4 === 3,
    })),
    functions: FUNCTIONS.map((name, at) => ({
      name,
      role: role(`${name}-lambda`, '/service-role/'),
      region: regions[at % regions.length],
    })),
    deployRole: role('github-deploy'),
    vendorRole: role('ObservabilityVendorRead'),
    vendorAccountId: '777788889999',
    vendorPrincipalId: `AROA${random.base32(17)}:collector`,
    vendorExternalId: random.uuid(),
    permissionSets: new Map(
      [...new Set(PERMISSION_SETS)].map((name) => [
        name,
        role(`AWSReservedSSO_${name}_${random.hex(16)}`, '/aws-reserved/sso.amazonaws.com/'),
      ])
    ),
    identityStoreId: `d-${random.hex(10)}`,
    buckets: ['app-assets', 'build-artifacts', 'data-lake', 'access-logs'].map((name) => `${name}-${suffix}`),
    keyIds: Array.from({ length: 4 }, () => random.uuid()),
    secrets: ['prod/orders/db', 'prod/webhook/signing', 'staging/orders/db'].map(
      (name) => `${name}-${random.base32(6)}`
    ),
    parameters: ['/prod/orders/url', '/prod/feature-flags', '/shared/ami/web', '/staging/orders/url'],
    clusters: ['prod', 'staging'],
    groupIds: ids('sg', 6),
    vpcIds: ids('vpc', 2),
    subnetIds: ids('subnet', 4),
    volumeIds: ids('vol', 8),
    trail: 'management-events',
    linkedRoles: new Map(
      LINKED.map((name) => [name, role(linkedName(name), `/aws-service-role/${name}.amazonaws.com/`)])
    ),
  };
}

function person(random: Random, login: string, signsIn: Person['signsIn'], at: number): Person {
  return {
    login,
    signsIn,
    permissionSet: PERMISSION_SETS[at % PERMISSION_SETS.length],
    ip: `198.51.100.${20 + at * 7}`,
    browser: BROWSERS[at % BROWSERS.length],
    tool: TOOLS[at % TOOLS.length],
    id: signsIn === 'iam' ? `AIDA${random.base32(17)}` : random.uuid(),
    accessKeyId: `AKIA${random.base32(16)}`,
    utcOffset: [1, 1, 2, -5][at % 4],
  };
}

function linkedName(service: string): string {
  const words = service.split('-').map((word) => word[0].toUpperCase() + word.slice(1));
  return `AWSServiceRoleFor${words.join('')}`;
}

/** A role's ARN. */
export function roleArn(accountId: string, { path, name }: Role): string {
  return `arn:aws:iam::${accountId}:role${path}${name}`;
}
