// usage: fill FOLDER EVENTS DAYS: a store with about so many events of made traffic, all of it looked up
import { openStore } from '../../src/backend/instance/openStore';
import { generateTraffic } from '../../src/cloudtrail/emulator/generate';
import type { EventRow } from '../../src/cloudtrail';
import { ACCOUNT, OWNER, REGION, settingsOf } from './lib';

const [folder, count, days] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const place = { account: ACCOUNT, region: REGION };
const store = openStore(`${OWNER.orgId} ${OWNER.uid}`, settingsOf(folder), undefined);
const toMs = Math.floor(Date.now() / 1000) * 1000;
const fromMs = toMs - days * 86_400_000;
const traffic = generateTraffic({
  seed: 1,
  fromMs,
  toMs,
  eventsPerHour: count / (days * 24),
  accounts: [{ accountId: ACCOUNT }],
  regions: [REGION],
});
const started = performance.now();
let chars = 0;
let held = 0;
let page: EventRow[] = [];
for (const { record } of traffic) {
  const text = JSON.stringify(record);
  chars += text.length;
  const identity = record.userIdentity as { userName?: string; accessKeyId?: string };
  page.push({
    ...place,
    eventId: record.eventID,
    timeMs: Date.parse(record.eventTime),
    eventName: record.eventName,
    eventSource: record.eventSource,
    readOnly: record.readOnly,
    ...(identity.userName ? { username: identity.userName } : {}),
    ...(identity.accessKeyId ? { accessKeyId: identity.accessKeyId } : {}),
    text,
  });
  if (page.length === 1000) {
    held += store.add(place, page);
    page = [];
  }
}
held += store.add(place, page);
const [fromS, toS] = [Math.floor(fromMs / 1000) - 1, toMs / 1000 - 60];
store.cover(place, undefined, { from: fromS, to: toS, asOf: toS + 1e7 });
const { bytes } = store.stats();
store.close();
console.log(
  `${held} events of ${(chars / held).toFixed(0)} characters: ${(bytes / 1e6).toFixed(0)} MB, ` +
    `${(bytes / held).toFixed(0)} bytes an event, ${((performance.now() - started) / 1000).toFixed(0)} s to make and write`
);
