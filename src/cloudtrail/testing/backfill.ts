import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../aws/clock';
import type { LookupClient } from '../lookup/client';
import { PacerPool } from '../lookup/pacer';
import { LookupSource } from '../lookupSource';
import { ResilientStore } from '../store/resilientStore';
import { openDatabase } from '../store/sqlite/database';
import type { Place } from '../store/types';
import { FakeTrail } from './fakeTrail';

/**
 * A process that may be killed: it fetches a day's events of an account into a store's file, or only opens (and
 * migrates) that file. It writes `working` once it is at it, then what it did as JSON.
 */
export interface BackfillTask {
  readonly file: string;
  readonly only?: 'open';
  readonly events: number;
  /** Milliseconds that a page takes. */
  readonly latencyMs: number;
}

export interface BackfillDone {
  readonly calls: number;
  readonly events: number;
  readonly complete: boolean;
  readonly notes: readonly string[];
  /** Milliseconds from `working` on. */
  readonly tookMs: number;
}

const NOW_S = Date.UTC(2026, 5, 1, 12) / 1000;
const DAY_S = 86_400;
const PLACE: Place = { account: '111111111111', region: 'eu-central-1' };

/** Time stands still, so that a later process finds the young edge as fresh as this one does. */
const clock: Clock = {
  now: () => NOW_S * 1000,
  sleep: async (ms, signal) => {
    await wait(ms, undefined, signal ? { signal } : {});
  },
};

async function main({ file, only, events, latencyMs }: BackfillTask): Promise<BackfillDone> {
  if (only === 'open') {
    const since = working();
    openDatabase(file).database.close();
    return { calls: 0, events: 0, complete: true, notes: [], tookMs: since() };
  }
  const trail = new FakeTrail(PLACE, clock);
  trail.latencyMs = latencyMs;
  trail.add(
    ...Array.from({ length: events }, (_, index) => ({
      id: `event-${index}`,
      atS: NOW_S - 1 - Math.floor((index * (DAY_S - 2)) / events),
    }))
  );
  let since: (() => number) | undefined;
  const client: LookupClient = {
    async lookup(request, signal) {
      const page = await trail.lookup(request, signal);
      since ??= working();
      return page;
    },
    close: () => trail.close(),
  };
  const store = new ResilientStore({
    file,
    settleSeconds: 900,
    retentionDays: 90,
    maxBytes: 1e9,
    memoryBytes: 1e9,
    now: () => clock.now(),
  });
  const source = new LookupSource({
    // A role in the settings tells the account's id without asking STS.
    aws: {
      authType: 'default',
      defaultRegion: PLACE.region,
      assumeRoleArn: `arn:aws:iam::${PLACE.account}:role/audit`,
      accounts: [],
    },
    regions: [PLACE.region],
    spelling: { spellEventName: () => undefined },
    store,
    pacers: new PacerPool(clock),
    requestsPerSecond: 1e6,
    maxEvents: 1e6,
    settleSeconds: 900,
    clock,
    connect: () => client,
  });
  const result = await source.scan({
    fromMs: (NOW_S - DAY_S) * 1000,
    toMs: NOW_S * 1000,
    needs: [{}],
    priority: 'panel',
    deadlineMs: NOW_S * 1000 + 600_000,
    signal: new AbortController().signal,
    maxEvents: 1e6,
  });
  const done = {
    calls: trail.calls.length,
    events: result.events.size,
    complete: result.complete,
    notes: [...store.notes(), ...result.notices.map(({ text }) => text)],
    tookMs: since?.() ?? 0,
  };
  source.close();
  store.close();
  return done;
}

function working(): () => number {
  writeSync(1, 'working\n');
  const startMs = performance.now();
  return () => performance.now() - startMs;
}

void main(JSON.parse(process.argv[2]) as BackfillTask).then((done) => {
  writeSync(1, JSON.stringify(done));
  process.exit(0);
});
