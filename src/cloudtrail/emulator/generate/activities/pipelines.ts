import { assumedRole, type Caller } from '../caller';
import { deployCalls, ec2Reads, scalingReads } from '../calls/compute';
import { assumeRole, iamReads } from '../calls/identity';
import { sometimesDenied } from '../failures';
import { inTurn, type Activity } from '../scene';

const PROVIDER = 'token.actions.githubusercontent.com';
const PLAN_READS = [...ec2Reads, ...scalingReads, ...iamReads];
const TERRAFORM =
  'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64';

/** A pipeline signs in by its platform's token and deploys, or compares what is there with what is to be. */
export const pipelineRun: Activity = (scene) => {
  const { random, cast, startMs } = scene;
  const session = `run-${random.integer(10_000_000_000, 19_999_999_999)}`;
  const deploys = random.chance(0.4);
  const identity = assumedRole(random, cast, cast.deployRole, {
    session,
    createdMs: startMs,
    provider: `arn:aws:iam::${cast.accountId}:oidc-provider/${PROVIDER}`,
  });
  const caller: Caller = {
    identity,
    ip: `192.0.2.${random.integer(200, 240)}`,
    agent: deploys
      ? 'aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.11.0 md/arch#x86_64 exec-env/GitHubActions'
      : TERRAFORM,
  };
  const subject = `repo:example/${random.pick(['orders', 'platform', 'web'])}:ref:refs/heads/main`;
  const web: Caller = {
    ...caller,
    identity: {
      type: 'WebIdentityUser',
      principalId: `${PROVIDER}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: PROVIDER,
    },
  };
  const assume = assumeRole(scene, cast.deployRole, session, identity.accessKeyId, 'AssumeRoleWithWebIdentity');
  const calls = deploys
    ? deployCalls.map((make) => make(scene))
    : Array.from({ length: random.integer(10, 25) }, () => random.pick(PLAN_READS)(scene));
  return [
    { afterMs: 0, caller: web, call: assume },
    ...inTurn(
      scene,
      caller,
      calls.map((call) => sometimesDenied(scene, caller, call, 0.01)),
      deploys ? 3000 : 300,
      800
    ),
  ];
};
