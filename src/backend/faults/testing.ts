import { record } from '../../cloudtrail/emulator/testing';
import type { EmulatorFaults } from '../../cloudtrail/emulator/faults/faults';
import type { Frame } from '../frames/frame';
import type { DataResponse } from '../protocol/handlers';
import { columnOf, EmulatedBackend, type EmulatedBackendOptions } from '../testing/emulatedBackend';

/** Where faults hold, and where all goes well meanwhile. */
export const FAULTY = 'us-east-1';
export const SOUND = 'eu-central-1';

const RULE_ID = '00000000-0000-4000-8000-000000000001';
const RULE = `title: Any instance call
id: ${RULE_ID}
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource|endswith: '.amazonaws.com'
    condition: selection
level: low
`;
const MINUTE = 60_000;
/** Said of a range that begins before it; no fault. */
const END_OF_HISTORY = /event history ends 90 days ago/;
const EVENTS = { queryType: 'events', format: 'table', limit: 10_000 };
const COUNT = { queryType: 'counts', format: 'numeric', rules: { ids: [RULE_ID] } };

/** What a user gets of the planted range: ids by region, and what is said with them. */
export interface Seen {
  readonly faulty: readonly string[];
  readonly sound: readonly string[];
  /** Notices that are more than information, and the error. */
  readonly trouble: string;
  readonly status: number | undefined;
}

export interface FaultyTrailOptions extends EmulatedBackendOptions {
  /** Events of each region. */
  readonly perRegion?: number;
  /** Age of the newest: from 15 on all of them have settled. */
  readonly ageMinutes?: number;
}

/** A backend over two regions with an hour of events each, one of which has faults. */
export class FaultyTrail {
  readonly planted: Readonly<Record<string, readonly string[]>>;
  private readonly fromMs: number;
  private readonly toMs: number;

  private constructor(
    readonly backend: EmulatedBackend,
    perRegion: number,
    ageMinutes: number
  ) {
    this.toMs = backend.clock.now() - 1000 - ageMinutes * MINUTE;
    this.fromMs = this.toMs - 65 * MINUTE;
    this.planted = { [FAULTY]: this.plant(FAULTY, perRegion), [SOUND]: this.plant(SOUND, perRegion) };
  }

  static async start(options: FaultyTrailOptions = {}): Promise<FaultyTrail> {
    const { perRegion = 230, ageMinutes = 0, jsonData, ...rest } = options;
    const backend = await EmulatedBackend.start({
      speed: 40,
      rules: { 'any.yml': RULE },
      ...rest,
      // The machine's pauses are as many times as long as time is fast.
      jsonData: { regions: [FAULTY, SOUND], lookupTimeoutSeconds: 100, ...jsonData },
    });
    return new FaultyTrail(backend, perRegion, ageMinutes);
  }

  /** Faults of the one region. */
  break(faults: EmulatorFaults): void {
    this.backend.emulator.setFaults({ places: [FAULTY], ...faults });
  }

  mend(): void {
    this.backend.emulator.setFaults({});
  }

  /** The panel of all events of the planted hour, or of more. */
  async panel(fromMs = this.fromMs): Promise<Seen> {
    const response = await this.backend.query(EVENTS, { fromMs, toMs: this.toMs });
    const [frame] = response.frames;
    const regions = columnOf(frame, 'region');
    const ids = columnOf(frame, 'eventID').map(String);
    return {
      faulty: ids.filter((_, row) => regions[row] === FAULTY),
      sound: ids.filter((_, row) => regions[row] === SOUND),
      trouble: troubleOf(response),
      status: response.status,
    };
  }

  /** An alert rule's evaluation over the planted hour. */
  alert(): Promise<DataResponse> {
    return this.backend.query(COUNT, { fromMs: this.fromMs, toMs: this.toMs, alert: true });
  }

  /** Refreshes the panel until it has nothing to complain of. */
  async refreshed(tries = 12, fromMs = this.fromMs): Promise<Seen> {
    let seen = await this.panel(fromMs);
    for (let left = tries; seen.trouble !== '' && left > 0; left--) {
      await this.backend.clock.sleep(10_000);
      seen = await this.panel(fromMs);
    }
    return seen;
  }

  /** Lookups that the faulty region was asked for, whatever became of them. */
  requests(): number {
    const { byPlace } = this.backend.emulator.stats();
    return Object.entries(byPlace).reduce((sum, [place, count]) => sum + (place.endsWith(FAULTY) ? count : 0), 0);
  }

  /** Waits until a scan of the faulty region is so far. */
  async pages(count: number): Promise<void> {
    while (this.requests() < count) {
      await this.backend.clock.sleep(500);
    }
  }

  /** Pages of the faulty region that a panel had not got; splitting a scan and beginning again cost some more. */
  pagesLeft({ faulty }: Seen): number {
    return Math.ceil((this.planted[FAULTY].length - faulty.length) / 50) + 12;
  }

  /** Answers of all regions with an outcome: `ok`, or an error's code. */
  outcomes(outcome: string): number {
    return this.backend.emulator.stats().byOutcome[outcome] ?? 0;
  }

  close(): Promise<void> {
    return this.backend.close();
  }

  private plant(region: string, count: number): string[] {
    const ids = Array.from({ length: count }, (_, index) => `${region} ${String(index).padStart(4, '0')}`);
    const stepMs = (60 * MINUTE) / count;
    this.backend.emulator.addEvents(
      ids.map((id, index) => record(id, (Date.now() - this.toMs + index * stepMs) / 1000 + 2, { awsRegion: region }))
    );
    return ids;
  }
}

/** Every planted event once, and what else was added to the faulty region. */
export function expectAll(trail: FaultyTrail, seen: Seen, added: readonly string[] = []): void {
  expect(seen.trouble).toBe('');
  expect([...seen.faulty].sort()).toEqual([...added, ...trail.planted[FAULTY]].sort());
  expect([...seen.sound].sort()).toEqual(trail.planted[SOUND]);
}

/** Some of what was planted, none of it twice. */
export function expectNoneTwice({ faulty, sound }: Seen): void {
  expect([faulty.length, sound.length]).toEqual([new Set(faulty).size, new Set(sound).size]);
}

function troubleOf({ frames, error }: DataResponse): string {
  const notices = (frames as Frame[]).flatMap(({ meta }) => meta?.notices ?? []);
  const bad = notices
    .filter(({ severity, text }) => severity !== 'info' && !END_OF_HISTORY.test(text))
    .map(({ text }) => text);
  return [...bad, ...(error === undefined ? [] : [error])].join(' ');
}
