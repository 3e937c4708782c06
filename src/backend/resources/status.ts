import type { RegionsResponse, StatusResponse } from '../../contract/resources';
import { lookupNames } from '../../cloudtrail';
import type { ResourceResponse } from '../protocol/handlers';
import type { Instance } from '../instance/instance';
import { lagSeconds } from '../metrics/gauges';
import { rangeProgress } from '../metrics/rangeProgress';
import { jsonResponse } from './response';
import type { ResourceCall } from './route';
import { trailStatus } from './trailStatus';

/** Regions that AWS has without opt-in or with; an editor's suggestions, not a limit. */
const AWS_REGIONS = [
  'af-south-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-west-1',
  'us-west-2',
];

/** GET `regions`: those that are searched, and all that there are. */
export async function regions({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const searched = [...instance.source.regions];
  const body: RegionsResponse = {
    regions: searched,
    defaultRegion: instance.settings.aws.defaultRegion,
    all: [...new Set([...AWS_REGIONS, ...searched])].sort(),
  };
  return jsonResponse(request, body);
}

/** GET `status`: accounts, what is fetched and held, what is under way, and the request budget. */
export async function status({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const { source, store, settings } = instance;
  const { accounts, failures } = await source.resolveAccounts(signal);
  const book = await instance.rules();
  const body: StatusResponse = {
    accounts: accounts.map(({ id, name, arn }) => ({ id, ...(name ? { name } : {}), ...(arn ? { arn } : {}) })),
    failures: failures.map(({ account, error }) => ({
      ...(account ? { account } : {}),
      code: error.code,
      message: instance.redact(error.message),
    })),
    regions: [...source.regions],
    budget: {
      requestsPerSecond: settings.requestsPerSecond,
      eventsPerRequest: 50,
      lookupTimeoutSeconds: settings.lookupTimeoutSeconds,
      maxEventsPerQuery: settings.maxEventsPerQuery,
      settleMinutes: settings.settleMinutes,
    },
    plans: source.plans().map(({ account, region, plan, pages, everythingPages, reason }) => ({
      account,
      region,
      lookups: lookupNames(plan),
      requests: Math.ceil(pages),
      everythingRequests: Math.ceil(everythingPages),
      reason,
    })),
    lanes: source.lanes().map((lane) => laneStatus(instance, lane)),
    store: { ...store.stats(), places: [...store.places()] },
    rules: {
      loaded: book.byKey.size,
      problems: book.fileProblems.length + book.ruleSet.problems.filter(({ severity }) => severity === 'error').length,
    },
    settings: [...instance.problems],
    ...(instance.trail ? { trail: trailStatus(instance.trail) } : {}),
  };
  return jsonResponse(request, body);
}

function laneStatus(
  instance: Instance,
  { account, region, jobs, backlogMs, ranges }: ReturnType<Instance['source']['lanes']>[number]
): StatusResponse['lanes'][number] {
  const lag = lagSeconds(instance, { account, region });
  return {
    account,
    region,
    jobs,
    backlogMs,
    ...(lag === undefined ? {} : { lagSeconds: lag }),
    ranges: ranges.map(({ asOf, ...range }) => ({ ...range, ...rangeProgress({ ...range, asOf }, instance.now()) })),
  };
}
