import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  callerIdentityOf,
  json,
  WireServer,
  type WireAnswer,
  type WireRequest,
} from '../cloudtrail/testing/wireServer';
import type { Frame } from './frames/frame';
import { createHandlers } from './handlers';
import type { PluginContext } from './protocol/handlers';

/**
 * Real records by way of the real SDK: LookupEvents pages → collector → store → rules → frame. Data and rules are not
 * part of the repository; the test is skipped where they are not there.
 */
const SHARED = path.resolve(__dirname, '../../../shared/data');
const EVENTS = path.join(SHARED, 'events/invictus-aws_dataset.ndjson');
const present = existsSync(EVENTS);
if (!present) {
  console.warn(`skipped: ${EVENTS} is not there`);
}

interface TrailRecord {
  eventID: string;
  eventName: string;
  eventSource: string;
  eventTime: string;
  awsRegion: string;
  recipientAccountId: string;
  readOnly?: boolean;
  userIdentity?: { userName?: string };
}

/** The records with their newest a minute ago, newest first. */
function retimed(): TrailRecord[] {
  const records = readFileSync(EVENTS, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TrailRecord);
  const newest = Math.max(...records.map(({ eventTime }) => Date.parse(eventTime)));
  const shift = Math.floor((Date.now() - 60_000 - newest) / 1000) * 1000;
  return records
    .map((record) => ({
      ...record,
      eventTime: new Date(Date.parse(record.eventTime) + shift).toISOString().replace('.000Z', 'Z'),
    }))
    .sort((a, b) => Date.parse(b.eventTime) - Date.parse(a.eventTime));
}

function lookupEvents(records: readonly TrailRecord[], { body, headers }: WireRequest): WireAnswer {
  const { StartTime, EndTime, MaxResults, NextToken, LookupAttributes } = JSON.parse(body) as {
    StartTime: number;
    EndTime: number;
    MaxResults: number;
    NextToken?: string;
    LookupAttributes?: Array<{ AttributeKey: string; AttributeValue: string }>;
  };
  const region = /\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '')?.[1];
  const found = records.filter((record) => {
    const time = Date.parse(record.eventTime) / 1000;
    const attributes = LookupAttributes ?? [];
    return (
      record.awsRegion === region &&
      time >= StartTime &&
      time <= EndTime &&
      attributes.every(
        ({ AttributeKey: key, AttributeValue: value }) =>
          (key === 'EventName' ? record.eventName : key === 'EventSource' ? record.eventSource : undefined) === value
      )
    );
  });
  const from = Number(NextToken ?? 0);
  const next = from + MaxResults;
  return json({
    Events: found.slice(from, next).map((record) => ({
      EventId: record.eventID,
      EventName: record.eventName,
      EventSource: record.eventSource,
      EventTime: Date.parse(record.eventTime) / 1000,
      ReadOnly: String(record.readOnly),
      Username: record.userIdentity?.userName,
      CloudTrailEvent: JSON.stringify(record),
    })),
    ...(next < found.length ? { NextToken: String(next) } : {}),
  });
}

function column(frame: Frame, name: string): unknown[] {
  return Array.from((frame.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}

(present ? describe : describe.skip)('2,900 real records', () => {
  it('give the counts that two independent engines agree on, in both formats, fetched once', async () => {
    const records = retimed();
    const server = new WireServer((request) =>
      request.body.startsWith('Action=')
        ? callerIdentityOf(records[0].recipientAccountId)
        : lookupEvents(records, request)
    );
    const endpoint = await server.start();
    const handlers = createHandlers({ bundledRules: [], storeFolder: 'memory' });
    const context: PluginContext = {
      orgId: 1,
      pluginId: 'sigtrail-cloudtrail-datasource',
      grafanaConfig: {},
      dataSource: {
        id: 1,
        uid: 'acceptance',
        name: 'acceptance',
        url: '',
        updatedMs: 1,
        jsonData: {
          authType: 'keys',
          defaultRegion: 'us-east-1',
          regions: [...new Set([...records.map(({ awsRegion }) => awsRegion), 'eu-central-1'])],
          endpoint,
          rulePaths: [path.join(SHARED, 'sigma-rules')],
          requestsPerSecond: 500,
        },
        secureJsonData: { accessKey: 'AKIAACCEPTANCE', secretKey: 'acceptance' },
      },
    };
    const query = (refId: string, model: Record<string, unknown>) => ({
      refId,
      queryType: '',
      fromMs: Date.now() - 6 * 3_600_000,
      toMs: Date.now(),
      intervalMs: 60_000,
      maxDataPoints: 1000,
      model,
    });
    try {
      const answers = await handlers.queryData(
        {
          context,
          headers: { fromalert: 'true' },
          queries: [
            query('A', { queryType: 'counts', format: 'numeric', fill: 'none' }),
            query('B', { queryType: 'detections', format: 'table', limit: 10_000 }),
          ],
        },
        new AbortController().signal
      );
      const expected = JSON.parse(readFileSync(path.join(SHARED, 'expected-counts.json'), 'utf8')) as Record<
        string,
        { rules: Record<string, number> }
      >;
      const [counts] = answers.get('A')?.frames ?? [];
      const [table] = answers.get('B')?.frames ?? [];
      const byRule = Object.fromEntries(
        column(counts, 'rule_id').map((id, index) => [id, column(counts, 'count')[index]])
      );
      expect(byRule).toEqual(expected['invictus-aws_dataset.ndjson'].rules);

      const rows: Record<string, number> = {};
      column(table, 'rule_id').forEach((id) => {
        rows[String(id)] = (rows[String(id)] ?? 0) + 1;
      });
      expect(rows).toEqual(byRule);
      expect(counts.meta?.custom).toMatchObject({ stats: { events: records.length, rules: 57, truncated: false } });
      // 58 pages; splitting a scan may cost a few more.
      expect(server.requests.length).toBeLessThan(80);
    } finally {
      await handlers.dispose();
      await server.stop();
    }
  });
});
