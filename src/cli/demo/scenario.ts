import { startEmulator, type Emulator } from '../../cloudtrail/emulator';
import { generateTraffic, liveTraffic } from '../../cloudtrail/emulator/generate';
import type { SigtrailJsonData, SigtrailSecureJsonData } from '../../contract/settings';

const HOUR_MS = 3_600_000;
export const DEMO_HOURS = 3;
export const DEMO_REGIONS: readonly string[] = ['us-east-1', 'eu-central-1'];
const EVENTS_PER_HOUR = 500;
const SEED = 'sigtrail';

/** An event that the generator planted: what it is, and which rule is to find it or to leave it alone. */
export interface Planted {
  readonly eventId: string;
  readonly attack: string;
  readonly ruleId?: string;
  /** Set: the event only looks like the attack, and this is what tells it apart. */
  readonly nearMiss?: string;
}

/** An AWS account as it might be, with what was planted in it. */
export interface Scenario {
  readonly emulator: Emulator;
  readonly planted: readonly Planted[];
  readonly jsonData: SigtrailJsonData;
  readonly secureJsonData: SigtrailSecureJsonData;
  /** Lets traffic go on; returns what stops it. */
  goOn(): () => void;
}

/** Starts the emulator with hours of traffic up to now, some attacks among them, and what looks like attacks. */
export async function startScenario(nowMs: number, storePath: string): Promise<Scenario> {
  const emulator = await startEmulator();
  const accounts = emulator.accounts.map(({ id }) => ({ accountId: id }));
  const common = { seed: SEED, eventsPerHour: EVENTS_PER_HOUR, accounts, regions: DEMO_REGIONS };
  const planted: Planted[] = [];
  const texts: string[] = [];
  for (const { record, planted: mark } of generateTraffic({
    ...common,
    fromMs: nowMs - DEMO_HOURS * HOUR_MS,
    toMs: nowMs,
  })) {
    texts.push(JSON.stringify(record));
    if (mark) {
      planted.push({ eventId: String(record.eventID), ...mark });
    }
  }
  emulator.addEvents(texts);
  const [key] = emulator.accounts[0].keys ?? [];
  return {
    emulator,
    planted,
    jsonData: {
      authType: 'keys',
      defaultRegion: DEMO_REGIONS[0],
      regions: [...DEMO_REGIONS],
      endpoint: emulator.url,
      storePath,
    },
    secureJsonData: { accessKey: key.accessKeyId, secretKey: key.secretAccessKey },
    goOn() {
      const next = liveTraffic({ ...common, nowMs });
      const timer = setInterval(() => {
        emulator.addEvents([...next(Date.now())].map(({ record }) => JSON.stringify(record)));
      }, 1000);
      return () => clearInterval(timer);
    },
  };
}
