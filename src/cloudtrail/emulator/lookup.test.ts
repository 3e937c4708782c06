import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { startEmulator, type Emulator } from './startEmulator';
import { cloudTrail, lookupAll, record } from './testing';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ requestsPerSecond: Infinity });
});
afterEach(() => emulator.close());

const lookup = (input: LookupEventsCommandInput, region?: string) =>
  cloudTrail(emulator, region).send(new LookupEventsCommand(input));
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('LookupEvents of the emulator, by the real SDK', () => {
  it('answers with the envelope and the record', async () => {
    const text = record('e1', 60, {
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      readOnly: false,
      resources: [{ type: 'AWS::IAM::User', ARN: 'arn:aws:iam::111122223333:user/bob' }],
    });
    emulator.addEvents([text]);
    const { Events, NextToken } = await lookup({});
    expect(NextToken).toBeUndefined();
    expect(Events).toEqual([
      {
        EventId: 'e1',
        EventName: 'CreateUser',
        EventSource: 'iam.amazonaws.com',
        ReadOnly: 'false',
        Username: 'alice',
        AccessKeyId: 'AKIAALICE',
        EventTime: new Date((JSON.parse(text) as { eventTime: string }).eventTime),
        Resources: [{ ResourceType: 'AWS::IAM::User', ResourceName: 'arn:aws:iam::111122223333:user/bob' }],
        CloudTrailEvent: text,
      },
    ]);
  });

  it('pages newest first; what arrives in mid-scan neither shifts a page nor comes twice', async () => {
    const ids = Array.from({ length: 130 }, (_, index) => `e${String(index).padStart(3, '0')}`);
    emulator.addEvents(ids.map((id, index) => record(id, 100 + index)));
    const client = cloudTrail(emulator);
    const first = await client.send(new LookupEventsCommand({}));
    expect(first.Events).toHaveLength(50);
    emulator.addEvents([record('new', 10), record('late', 120.5)]);
    const rest: string[] = [];
    let token = first.NextToken;
    while (token !== undefined) {
      const page = await client.send(new LookupEventsCommand({ NextToken: token }));
      rest.push(...(page.Events ?? []).map(({ EventId }) => EventId ?? ''));
      token = page.NextToken;
    }
    expect([...(first.Events ?? []).map(({ EventId }) => EventId), ...rest]).toEqual(ids);
    expect(await lookupAll(client, { MaxResults: 7 })).toHaveLength(132);
  });

  it('takes both ends of the range, to the second', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000 - 600_000;
    emulator.addEvents(
      [-1, 0, 5, 10, 11].map((offset) =>
        record(`e${offset}`, 0, { eventTime: new Date(at + offset * 1000).toISOString() })
      )
    );
    const ids = await lookupAll(cloudTrail(emulator), { StartTime: new Date(at), EndTime: new Date(at + 10_000) });
    expect(ids).toEqual(['e10', 'e5', 'e0']);
  });

  it.each([
    ['EventId', 'b'],
    ['EventName', 'CreateUser'],
    ['ReadOnly', 'false'],
    ['Username', 'bob'],
    ['ResourceType', 'AWS::IAM::User'],
    ['ResourceName', 'carol'],
    ['EventSource', 'iam.amazonaws.com'],
    ['AccessKeyId', 'AKIABOB'],
  ] as const)('filters by %s, in exactly this case', async (AttributeKey, AttributeValue) => {
    emulator.addEvents([
      record('a', 10),
      record('b', 20, {
        eventName: 'CreateUser',
        eventSource: 'iam.amazonaws.com',
        readOnly: false,
        userIdentity: { type: 'IAMUser', userName: 'bob', accessKeyId: 'AKIABOB' },
        resources: [{ type: 'AWS::IAM::User', ARN: 'carol' }],
      }),
    ]);
    const client = cloudTrail(emulator);
    expect(await lookupAll(client, { LookupAttributes: [{ AttributeKey, AttributeValue }] })).toEqual(['b']);
    const other =
      AttributeValue === 'b'
        ? 'B'
        : AttributeValue.replace(/[a-z]/i, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
    expect(await lookupAll(client, { LookupAttributes: [{ AttributeKey, AttributeValue: other }] })).toEqual([]);
  });

  it('keeps regions and accounts apart', async () => {
    await emulator.close();
    const accounts = ['111122223333', '444455556666'].map((id, index) => ({
      id,
      keys: [{ accessKeyId: `AKIA${index}`, secretAccessKey: `secret${index}` }],
    }));
    emulator = await startEmulator({ accounts });
    emulator.addEvents([
      record('one', 10),
      record('two', 10, { recipientAccountId: '444455556666' }),
      record('far', 10, { awsRegion: 'eu-west-1' }),
    ]);
    const of = (index: number, region?: string) =>
      lookupAll(cloudTrail(emulator, region, { accessKeyId: `AKIA${index}`, secretAccessKey: `secret${index}` }));
    expect([await of(0), await of(1), await of(0, 'eu-west-1')]).toEqual([['one'], ['two'], ['far']]);
  });

  it('shows management events of 90 days only, each once', async () => {
    const counts = emulator.addEvents([
      record('a', 10),
      record('a', 10),
      record('data', 10, { eventCategory: 'Data', managementEvent: false }),
      record('old-data', 10, {
        eventCategory: undefined,
        managementEvent: undefined,
        eventSource: 's3.amazonaws.com',
        eventName: 'GetObject',
      }),
      record('old', 91 * 86_400),
      'no record',
      '{"eventID": "no time"}',
    ]);
    expect(counts).toEqual({ added: 2, duplicate: 1, unparsed: 1, 'no-time': 1, 'not-management': 2 });
    expect(await lookupAll(cloudTrail(emulator))).toEqual(['a']);
  });

  it('shows an event only after its delay', async () => {
    emulator.addEvents([record('late', 10)], 60_000);
    emulator.addEvents([record('due', 120)], 60_000);
    expect(await lookupAll(cloudTrail(emulator))).toEqual(['due']);
  });

  it.each<[string, LookupEventsCommandInput, string]>([
    [
      'two attributes',
      {
        LookupAttributes: [
          { AttributeKey: 'EventName', AttributeValue: 'a' },
          { AttributeKey: 'EventName', AttributeValue: 'b' },
        ],
      },
      'InvalidLookupAttributesException',
    ],
    [
      'an unknown attribute',
      { LookupAttributes: [{ AttributeKey: 'Region' as never, AttributeValue: 'a' }] },
      'InvalidLookupAttributesException',
    ],
    [
      'an empty value',
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: '' }] },
      'InvalidLookupAttributesException',
    ],
    ['no result', { MaxResults: 0 }, 'InvalidMaxResultsException'],
    ['51 results', { MaxResults: 51 }, 'InvalidMaxResultsException'],
    ['management as category', { EventCategory: 'management' as never }, 'InvalidEventCategoryException'],
    ['a reversed range', { StartTime: minutesAgo(1), EndTime: minutesAgo(2) }, 'InvalidTimeRangeException'],
    ['91 days', { StartTime: minutesAgo(91 * 1440) }, 'InvalidTimeRangeException'],
    ['a token of nobody', { NextToken: 'bm9uZQ==' }, 'InvalidNextTokenException'],
    [
      'insights by user',
      { EventCategory: 'insight', LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'a' }] },
      'InvalidLookupAttributesException',
    ],
  ])('refuses %s', async (_name, input, name) => {
    await expect(lookup(input)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it('binds a token to parameters, region and account', async () => {
    emulator.addEvents(['a', 'b', 'c'].map((id, index) => record(id, 10 + index)));
    const range = { StartTime: minutesAgo(5), EndTime: minutesAgo(0) };
    const { NextToken } = await lookup({ ...range, MaxResults: 1 });
    const refused = { name: 'InvalidNextTokenException' };
    await expect(lookup({ ...range, MaxResults: 2, NextToken })).rejects.toMatchObject(refused);
    await expect(lookup({ ...range, StartTime: minutesAgo(4), MaxResults: 1, NextToken })).rejects.toMatchObject(
      refused
    );
    await expect(lookup({ ...range, MaxResults: 1, NextToken }, 'eu-west-1')).rejects.toMatchObject(refused);
    const next = await lookup({ ...range, MaxResults: 1, NextToken });
    expect(next.Events?.map(({ EventId }) => EventId)).toEqual(['b']);
  });

  it('allows two requests a second for an account and region, by HTTP 400', async () => {
    await emulator.close();
    emulator = await startEmulator();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => lookup({})));
    const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(2);
    expect(refused[0].reason).toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(lookup({}, 'eu-west-1')).resolves.toBeDefined();
    expect(emulator.stats()).toMatchObject({
      byOutcome: { ok: 3, ThrottlingException: 2 },
      byPlace: { '111122223333/us-east-1': 4, '111122223333/eu-west-1': 1 },
    });
  });

  it('takes both spellings of the target and no other operation', async () => {
    const client = cloudTrail(emulator);
    const target = (name: string) => {
      const command = new LookupEventsCommand({});
      command.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers['x-amz-target'] = name;
          return next(args);
        },
        { step: 'build' }
      );
      return client.send(command);
    };
    await expect(target('com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents')).resolves.toBeDefined();
    await expect(target('CloudTrail_20131101.DeleteTrail')).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });
});
