import type { Place } from '../../cloudtrail';
import type { Instance } from '../instance/instance';
import type { Registry } from './registry';

/**
 * What is read from the data sources when metrics are asked for.
 *
 * @param instances the data sources that are in use
 */
export function gauges(registry: Registry, instances: () => Iterable<Instance>): void {
  // A uid is unique in its organisation only.
  const labels = ({ orgId, uid }: Instance) => ({ org: String(orgId), datasource: uid });
  const each = (name: string, help: string, read: (instance: Instance) => number) =>
    registry.gauge(name, help, () => [...instances()].map((instance) => [labels(instance), read(instance)] as const));
  const eachPlace = (name: string, help: string, read: (instance: Instance, lane: LaneState) => number | undefined) =>
    registry.gauge(name, help, () =>
      [...instances()].flatMap((instance) =>
        instance.source.lanes().flatMap((lane) => {
          const { account, region } = lane;
          const value = read(instance, lane);
          return value === undefined ? [] : [[{ ...labels(instance), account, region }, value] as const];
        })
      )
    );

  each('sigtrail_store_events', 'Events held, by data source.', ({ store }) => store.stats().events);
  each('sigtrail_store_bytes', 'Bytes of events held, by data source.', ({ store }) => store.stats().bytes);
  each('sigtrail_lookups_active', 'Lookups under way, by data source.', ({ source }) =>
    source.lanes().reduce((sum, lane) => sum + lane.jobs, 0)
  );
  each('sigtrail_rules', 'Rules loaded, by data source.', (instance) => instance.ruleCount());
  const eachTrail = (
    name: string,
    help: string,
    read: (trail: NonNullable<Instance['trail']>) => ReadonlyArray<readonly [Readonly<Record<string, string>>, number]>
  ) =>
    registry.gauge(name, help, () =>
      [...instances()].flatMap((instance) =>
        instance.trail
          ? read(instance.trail).map(
              ([more, value]) => [{ ...labels(instance), engine: instance.trail?.kind ?? '', ...more }, value] as const
            )
          : []
      )
    );
  eachTrail(
    'sigtrail_trail_scanned_today_bytes',
    'Bytes that statements on the trail have scanned today (UTC), by data source and engine.',
    ({ spend }) => [[{}, spend.today]]
  );
  eachTrail(
    'sigtrail_trail_limit_bytes',
    'Bytes that may be scanned, by data source, engine and what the limit is of: query or day.',
    ({ spend: { limits } }) => [
      ...(limits.perQuery === undefined ? [] : [[{ limit: 'query' }, limits.perQuery] as const]),
      ...(limits.perDay === undefined ? [] : [[{ limit: 'day' }, limits.perDay] as const]),
    ]
  );
  eachPlace(
    'sigtrail_lookup_lag_seconds',
    'Seconds between now and the newest moment up to which a lookup has seen all, by data source, account and region.',
    (instance, lane) => lagSeconds(instance, lane)
  );
  eachPlace(
    'sigtrail_backfill_remaining_seconds',
    'Seconds of CloudTrail’s time that lookups under way have yet to go through, by data source, account and region.',
    (_, { ranges }) => ranges.reduce((sum, { from, reached }) => sum + Math.max(0, reached - from), 0)
  );
  eachPlace(
    'sigtrail_backfill_done_ratio',
    'Share of the time ranges of lookups under way that is done, 1 when there is none, by data source, account and region.',
    (_, { ranges }) => {
      const wanted = ranges.reduce((sum, { from, to }) => sum + (to - from), 0);
      return wanted > 0 ? ranges.reduce((sum, { to, reached }) => sum + (to - reached), 0) / wanted : 1;
    }
  );
}

type LaneState = ReturnType<Instance['source']['lanes']>[number];

/** Undefined before the first lookup. */
export function lagSeconds(instance: Instance, place: Place): number | undefined {
  const newestS = instance.newestLook(place);
  return newestS === undefined ? undefined : Math.max(0, Math.round(instance.now() / 1000 - newestS));
}
