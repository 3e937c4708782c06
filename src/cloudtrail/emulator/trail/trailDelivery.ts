import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { folderOf, placeOf, type ObjectPlace } from './objectPlace';

/** CloudTrail's delivery takes about five minutes. */
const DELAY_MS = 5 * 60_000;
/** An object is written when so many records of its place and day wait, and at each delivery. */
const MAX_RECORDS = 5000;

/**
 * A trail that delivers to a folder in place of a bucket: `AWSLogs/ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/…json.gz`, each
 * object one `{"Records": […]}`, as CloudTrail writes them. It has data events too, which LookupEvents never shows.
 */
export class TrailDelivery {
  private readonly waiting = new Map<string, { place: ObjectPlace; texts: string[] }>();
  private readonly seen = new Set<string>();

  /** @param fallback account and region of records that name none */
  constructor(
    private readonly folder: string,
    private readonly fallback: Omit<ObjectPlace, 'day'>
  ) {}

  /** Takes a record's text; what is no JSON object with a time, or came before, is passed over. @throws Error when it cannot be written */
  add(text: string): void {
    const record = parse(text);
    if (!record || Number.isNaN(Date.parse(String(record.eventTime))) || this.isKnown(record.eventID)) {
      return;
    }
    const place = placeOf(record, DELAY_MS, this.fallback);
    const key = folderOf(place);
    const entry = this.waiting.get(key) ?? { place, texts: [] };
    this.waiting.set(key, entry);
    // Written anew: one line, whatever the text was.
    entry.texts.push(JSON.stringify(record));
    if (entry.texts.length >= MAX_RECORDS) {
      this.write(key);
    }
  }

  /** Writes what waits. @throws Error when it cannot be written; it is kept then */
  deliver(): void {
    for (const key of [...this.waiting.keys()]) {
      this.write(key);
    }
  }

  private isKnown(id: unknown): boolean {
    if (typeof id !== 'string') {
      return false;
    }
    const known = this.seen.has(id);
    this.seen.add(id);
    return known;
  }

  private write(key: string): void {
    const entry = this.waiting.get(key);
    if (!entry) {
      return;
    }
    const { account, region } = entry.place;
    const folder = path.join(this.folder, key);
    const minute = new Date()
      .toISOString()
      .replace(/[-:]|:\d\d\.\d+/g, '')
      .slice(0, 13);
    const name = `${account}_CloudTrail_${region}_${minute}Z_${randomBytes(8).toString('hex')}.json.gz`;
    const partial = path.join(folder, `.${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(partial, gzipSync(`{"Records":[${entry.texts.join(',')}]}`));
    // Whoever lists the folder sees whole objects alone.
    renameSync(partial, path.join(folder, name));
    this.waiting.delete(key);
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
