import type { LookupProgress } from '../../cloudtrail';
import { BackfillLog } from './backfillLog';

type Lookup = { -readonly [K in keyof LookupProgress]: LookupProgress[K] } & { left: number };

const PLACE = { account: '111111111111', region: 'eu-central-1' };
const DAY = 86_400;

function lookup(from: number, to: number, left: number): Lookup {
  return {
    state: 'active',
    filter: undefined,
    range: { from, to },
    stopS: from,
    reachedS: to,
    asOf: 0,
    pages: 1,
    events: 50,
    left,
    pagesLeft() {
      return this.left;
    },
  };
}

describe('BackfillLog', () => {
  let nowMs: number;
  let lines: Array<Record<string, unknown>>;
  let log: BackfillLog;

  beforeEach(() => {
    nowMs = 1_000_000;
    lines = [];
    log = new BackfillLog({ info: (message, fields) => void lines.push({ message, ...fields }) }, 'trail', () => nowMs);
  });

  it('tells of a long lookup at its start, each minute, and at its end', () => {
    const job = lookup(0, DAY, 400);
    log.progress(PLACE, job);
    expect(lines).toEqual([
      expect.objectContaining({
        message: 'backfill started',
        datasource: 'trail',
        ...PLACE,
        filter: 'none',
        from: '1970-01-01T00:00:00.000Z',
        to: '1970-01-02T00:00:00.000Z',
        requestsLeft: 400,
      }),
    ]);
    for (let second = 1; second <= 130; second++) {
      nowMs += 1000;
      job.pages += 2;
      job.events += 100;
      job.reachedS -= DAY / 200;
      log.progress(PLACE, job);
    }
    expect(lines.slice(1)).toEqual([
      expect.objectContaining({ message: 'backfill goes on', percent: 30, requests: 121, events: 6050, seconds: 60 }),
      expect.objectContaining({
        message: 'backfill goes on',
        percent: 60,
        requests: 241,
        events: 12_050,
        seconds: 120,
      }),
    ]);
    job.state = 'done';
    job.reachedS = 0;
    log.progress(PLACE, job);
    expect(lines.slice(3)).toEqual([
      expect.objectContaining({
        message: 'backfill ended',
        outcome: 'done',
        percent: 100,
        requests: 261,
        seconds: 130,
      }),
    ]);
  });

  it('counts the pieces that a lookup is split into as one', () => {
    const older = lookup(0, DAY, 50);
    const newer = lookup(DAY, 2 * DAY, 50);
    log.progress(PLACE, newer);
    log.progress(PLACE, older);
    newer.state = 'failed';
    newer.reachedS = DAY + DAY / 2;
    log.progress(PLACE, newer);
    expect(lines.map(({ message }) => message)).toEqual(['backfill started']);
    older.state = 'done';
    older.reachedS = 0;
    log.progress(PLACE, older);
    expect(lines.at(-1)).toMatchObject({
      message: 'backfill ended',
      outcome: 'failed',
      percent: 75,
      requests: 2,
      events: 100,
    });
  });

  it('says nothing of short ones, and tells places apart', () => {
    const short = lookup(0, 60, 3);
    log.progress(PLACE, short);
    log.progress({ ...PLACE, region: 'us-east-1' }, lookup(0, DAY, 400));
    short.state = 'done';
    log.progress(PLACE, short);
    expect(lines.map(({ message, region }) => [message, region])).toEqual([['backfill started', 'us-east-1']]);
  });
});
