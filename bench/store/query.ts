// usage: query FOLDER DAYS [RULES]: queries over a filled store, as the backend answers them
import { randomUUID } from 'node:crypto';
import { code as matchWorker } from 'virtual:worker/backend/matching/matchWorker';
import { createHandlers } from '../../src/backend/handlers';
import type { EventRow } from '../../src/cloudtrail';
import { jsonData, ACCOUNT, OWNER, REGION, residentMb } from './lib';

const [folder, days, ...rules] = [process.argv[2], Number(process.argv[3]), ...process.argv.slice(4)];
/** What CloudTrail has beyond the store. */
let fresh: EventRow[] = [];
const handlers = createHandlers({
  bundledRules: [],
  matchWorker,
  connect: () => ({
    lookup: async ({ startS, endS }) => ({
      rows: fresh.filter(({ timeMs }) => timeMs >= startS * 1000 && timeMs <= endS * 1000).slice(0, 50),
      unreadable: 0,
    }),
    close: () => undefined,
  }),
});
let peakMb = residentMb();
const watch = setInterval(() => (peakMb = Math.max(peakMb, residentMb())), 5);

async function ask(name: string, model: Record<string, unknown>, fromDays = days): Promise<void> {
  const toMs = Date.now();
  const started = performance.now();
  const cpu = process.cpuUsage();
  const answers = await handlers.queryData(
    {
      context: {
        orgId: OWNER.orgId,
        pluginId: 'sigtrail-cloudtrail-datasource',
        grafanaConfig: {},
        dataSource: {
          id: 1,
          uid: OWNER.uid,
          name: 'bench',
          url: '',
          updatedMs: 1,
          jsonData: jsonData(folder, rules),
          secureJsonData: {},
        },
      },
      headers: {},
      queries: [
        {
          refId: 'A',
          queryType: '',
          fromMs: toMs - fromDays * 86_400_000,
          toMs,
          intervalMs: 3_600_000,
          maxDataPoints: 1000,
          model,
        },
      ],
    },
    new AbortController().signal
  );
  const ms = performance.now() - started;
  const used = process.cpuUsage(cpu);
  peakMb = Math.max(peakMb, residentMb());
  const answer = answers.get('A');
  if (!answer || answer.error) {
    throw new Error(answer?.error ?? 'no answer');
  }
  const stats = answer.frames[0].meta?.custom?.stats as { events: number; rules: number };
  const counts = answer.frames[0].fields.find((field) => field.name === 'count')?.values;
  const matches = counts ? Array.from(counts as ArrayLike<number>).reduce((sum, count) => sum + count, 0) : undefined;
  console.log(
    `${name.padEnd(58)} ${ms.toFixed(0).padStart(6)} ms ${((used.user + used.system) / 1000).toFixed(0).padStart(6)} CPU ms` +
      `   ${stats.events} events, ${stats.rules} rules${matches === undefined ? '' : `, ${matches} detections`}, ${residentMb().toFixed(0)} MB`
  );
}

const NUMERIC = { queryType: 'counts', format: 'numeric' };
const all = `${days} days`;
async function main(): Promise<void> {
  // Rules are read and compiled once: not what is measured here.
  await ask('rules alone', { queryType: 'rules' });
  await ask(`first: counts, ${all}`, NUMERIC);
  await ask('repeated', NUMERIC);
  await ask('repeated', NUMERIC);
  const base = Math.floor(Date.now() / 1000);
  fresh = Array.from({ length: 50 }, (_, index) => {
    const eventID = randomUUID();
    const record = {
      eventID,
      eventName: 'StopLogging',
      eventSource: 'cloudtrail.amazonaws.com',
      recipientAccountId: ACCOUNT,
    };
    const { eventName, eventSource } = record;
    const timeMs = (base - index) * 1000;
    return {
      account: ACCOUNT,
      region: REGION,
      eventId: eventID,
      timeMs,
      eventName,
      eventSource,
      text: JSON.stringify(record),
    };
  });
  await new Promise((resolve) => setTimeout(resolve, 6000));
  await ask('after one more minute of events', NUMERIC);
  await ask(`detections, the newest 1000 of ${all}, first`, { queryType: 'detections', format: 'table' });
  await ask('repeated', { queryType: 'detections', format: 'table' });
  await ask(`counts by principal, ${all}`, { ...NUMERIC, groupBy: ['userIdentity.arn'] });
  await ask('repeated', { ...NUMERIC, groupBy: ['userIdentity.arn'] });
  await ask('counts over time', { queryType: 'counts', format: 'timeseries' });
  await ask(`coverage, ${all}`, { queryType: 'coverage' });
  await ask('counts, the last 24 hours', NUMERIC, 1);
  await ask('detections, the last 24 hours', { queryType: 'detections', format: 'table' }, 1);
  console.log(`peak ${peakMb.toFixed(0)} MB resident, sampled each 5 ms`);
  clearInterval(watch);
  await handlers.dispose();
}

void main();
