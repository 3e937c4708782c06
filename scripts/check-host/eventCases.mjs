import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const IMDS = '352a918a-34d8-4882-8470-44830c507aa3';
const IMDS_TITLE = 'Malicious Usage Of IMDS Credentials Outside Of AWS Infrastructure';
const TABLE = [
  ...['time', 'severity', 'rule', 'rule_id', 'eventSource', 'eventName', 'principal', 'sourceIPAddress', 'account'],
  ...['region', 'errorCode', 'eventID', 'matched', 'record'],
];

/** A call by an instance's own role from somewhere else, so many seconds ago. */
function instanceCall(eventID, secondsAgo, more = {}) {
  return JSON.stringify({
    eventVersion: '1.09',
    eventID,
    eventTime: new Date(Date.now() - secondsAgo * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    eventName: 'ListBuckets',
    eventSource: 's3.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    readOnly: true,
    managementEvent: true,
    eventCategory: 'Management',
    sourceIPAddress: '198.51.100.7',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/aws:ec2-instance/i-0123456789abcdef0',
      accessKeyId: 'ASIAEXAMPLE',
    },
    ...more,
  });
}

function column(frame, name) {
  return frame.fields.find((field) => field.name === name).values;
}

export const eventCases = [
  {
    name: 'events of LookupEvents become detections, counts and a rule page',
    exe: 'product',
    all: true,
    async run({ host, folder, assert, note, startEmulator }) {
      const emulator = await startEmulator();
      const file = (name, value) => {
        writeFileSync(join(folder, name), JSON.stringify(value));
        return join(folder, name);
      };
      try {
        // Two that the rule is about, and one for each of its exclusions.
        emulator.addEvents([
          instanceCall('hit-1', 60),
          instanceCall('hit-2', 200),
          instanceCall('inside', 80, { sourceIPAddress: 'AWS Internal' }),
          instanceCall('agent', 90, { eventSource: 'ssm.amazonaws.com', eventName: 'UpdateInstanceInformation' }),
          instanceCall('register', 95, { eventName: 'RegisterManagedInstance' }),
        ]);
        const result = await host([
          ...['--plugin-id', 'sigtrail-cloudtrail-datasource', '--health'],
          '--jsondata',
          file('settings.json', {
            authType: 'keys',
            defaultRegion: 'us-east-1',
            regions: ['us-east-1'],
            endpoint: emulator.url,
            storePath: join(folder, 'store'),
          }),
          '--secure',
          file('keys.json', {
            accessKey: emulator.accounts[0].keys[0].accessKeyId,
            secretKey: emulator.accounts[0].keys[0].secretAccessKey,
          }),
          '--query',
          file('queries.json', [
            { refId: 'A', queryType: 'counts', format: 'numeric' },
            { refId: 'B', queryType: 'counts', format: 'timeseries', intervalMs: 60_000 },
            { refId: 'C', queryType: 'detections', format: 'table' },
            { refId: 'D', queryType: 'detections', format: 'logs' },
            { refId: 'E', queryType: 'counts', format: 'numeric', rule: 'title: [' },
          ]),
          ...['--resource', 'GET', `rules/${IMDS}`, '-', '--max-rows', '-1'],
        ]);
        const { health, query, resource } = result.calls;
        assert.equal(health.status, 'OK', health.message);
        assert.match(health.message, /account 111122223333 in us-east-1/);
        checkNumeric(query.responses.A.frames, assert);
        checkSeries(query.responses.B.frames, assert);
        checkTable(query.responses.C.frames, assert);
        checkLogs(query.responses.D.frames, assert);
        // A broken rule is its own query's fault alone.
        assert.equal(query.responses.E.status, 400);
        assert.match(query.responses.E.error, /line 1/i);
        const page = resource[0].body;
        assert.deepEqual([page.id, page.title, page.level], [IMDS, IMDS_TITLE, 'high']);
        assert.equal(page.exclusions.length, 3);
        assert.deepEqual(
          page.indicators.map(({ field, kind }) => [field, kind]),
          [['userIdentity.arn', 'regex_match']]
        );
        const { LookupEvents } = emulator.stats().byOperation;
        note(`${LookupEvents} LookupEvents requests for health and five queries`);
      } finally {
        await emulator.close();
      }
    },
  },
];

function checkNumeric([frame, ...rest], assert) {
  assert.equal(rest.length, 0);
  assert.deepEqual(
    frame.fields.map(({ name, type }) => [name, type]),
    [...['rule_id', 'rule', 'severity'].map((name) => [name, 'string']), ['count', 'float64']]
  );
  assert.deepEqual([frame.meta.type, frame.meta.typeVersion], ['numeric-long', [0, 1]]);
  const ids = column(frame, 'rule_id');
  assert.equal(new Set(ids).size, ids.length, 'a label set appears twice');
  const at = ids.indexOf(IMDS);
  assert.deepEqual([column(frame, 'severity')[at], column(frame, 'count')[at]], ['high', 2]);
  assert.ok(
    column(frame, 'count').every((count, row) => row === at || count === 0),
    'a quiet rule is not 0'
  );
  assert.match(frame.meta.executedQueryString, /^LookupEvents /);
  assert.equal(frame.meta.custom.stats.truncated, false);
}

function checkSeries(frames, assert) {
  for (const frame of frames) {
    assert.deepEqual([frame.meta.type, frame.meta.typeVersion], ['timeseries-multi', [0, 1]]);
    assert.deepEqual(
      frame.fields.map(({ name, type }) => [name, type]),
      [
        ['time', 'time.Time'],
        ['count', 'float64'],
      ]
    );
  }
  const frame = frames.find(({ fields }) => fields[1].labels.rule_id === IMDS);
  assert.deepEqual(frame.fields[1].labels, { rule_id: IMDS, rule: IMDS_TITLE, severity: 'high' });
  assert.equal(
    column(frame, 'count').reduce((sum, count) => sum + count, 0),
    2
  );
  assert.ok(column(frame, 'time').every((time) => Date.parse(time) % 60_000 === 0));
}

function checkTable([frame], assert) {
  assert.deepEqual(
    frame.fields.map(({ name }) => name),
    TABLE
  );
  assert.deepEqual(column(frame, 'eventID'), ['hit-1', 'hit-2']);
  assert.deepEqual(new Set(column(frame, 'rule_id')), new Set([IMDS]));
  assert.equal(column(frame, 'record')[0].eventID, 'hit-1');
  assert.ok(column(frame, 'matched')[0].selection['userIdentity.arn'].includes(':assumed-role/aws:'));
}

function checkLogs([frame], assert) {
  // Others may follow.
  assert.deepEqual(
    frame.fields.slice(0, 5).map(({ name }) => name),
    ['timestamp', 'body', 'severity', 'id', 'labels']
  );
  assert.deepEqual([frame.meta.type, frame.meta.preferredVisualisationType], ['log-lines', 'logs']);
  assert.deepEqual(column(frame, 'severity'), ['error', 'error']);
  assert.deepEqual(
    column(frame, 'body').map((body) => JSON.parse(body).eventID),
    ['hit-1', 'hit-2']
  );
  assert.deepEqual([column(frame, 'labels')[0].severity, column(frame, 'labels')[0].account], ['high', '111122223333']);
}
