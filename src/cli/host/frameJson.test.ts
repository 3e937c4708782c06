import {
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableToIPC,
  Table,
  TimestampNanosecond,
  Field as ArrowField,
} from 'apache-arrow';
import { encodeFrame } from '../../backend/frames/encode';
import type { Frame } from '../../backend/frames/frame';
import { everyTypeFrame } from '../../backend/protocol/testing/fixtureHandlers';
import { frameToJson } from './frameJson';

interface JsonFrame {
  schema: { meta?: unknown; fields: Array<Record<string, unknown>> };
  data: { values: unknown[][]; entities?: unknown; nanos?: unknown };
}
const convert = (frame: Frame) => JSON.parse(frameToJson(encodeFrame(frame))) as JsonFrame;

// That this is what Grafana's SDK makes of the same bytes is what scripts/check-host proves.
describe('frameToJson', () => {
  it('names types as the browser and as the SDK have them', () => {
    const { fields } = convert(everyTypeFrame).schema;
    expect(fields.map(({ type, typeInfo }) => [type, typeInfo])).toEqual(
      [
        ['time', 'time.Time'],
        ['string', 'string'],
        ['number', 'float64'],
        ['boolean', 'bool'],
        ['other', 'json.RawMessage'],
      ].flatMap(([type, frame]) => [
        [type, { frame }],
        [type, { frame, nullable: true }],
      ])
    );
  });

  it('puts NaN and the infinities under entities', () => {
    const { values, entities } = convert({
      fields: [
        { name: 'a', type: 'number', values: [1, Number.NaN, Infinity, -Infinity, Number.NaN] },
        { name: 'b', type: 'number', values: [1, 2, 3, 4, 5] },
      ],
    }).data;
    expect(values[0]).toEqual([1, null, null, null, null]);
    expect(entities).toEqual([{ NaN: [1, 4], Inf: [2], NegInf: [3] }, null]);
  });

  it('has neither entities nor nanos where no value needs them', () => {
    expect(convert({ fields: [{ name: 't', type: 'time', values: [1, 2] }] }).data).toEqual({ values: [[1, 2]] });
  });

  it('puts what times have beyond milliseconds under nanos', () => {
    const schema = new Schema([new ArrowField('t', new TimestampNanosecond(), false)]);
    const data = makeData({ type: new TimestampNanosecond(), data: BigInt64Array.of(1_000_001n, -1n, 2_000_000n) });
    const rows = makeData({ type: new Struct(schema.fields), length: 3, nullCount: 0, children: [data] });
    const bytes = tableToIPC(new Table([new RecordBatch(schema, rows)]), 'file');
    expect((JSON.parse(frameToJson(bytes)) as JsonFrame).data).toEqual({
      values: [[1, -1, 2]],
      nanos: [[1, 999_999, 0]],
    });
  });

  it('embeds JSON as it is, so that large numbers keep their digits', () => {
    const frame: Frame = { fields: [{ name: 'j', type: 'json', values: ['{"n":12345678901234567890}', 'broken'] }] };
    expect(frameToJson(encodeFrame(frame))).toContain('"values":[[{"n":12345678901234567890},null]]');
  });

  it('keeps of meta and config what the SDK knows', () => {
    const { schema } = convert({
      meta: { custom: { stats: 1 }, executedQueryString: '', notices: [], unknown: 1 },
      fields: [{ name: 'n', type: 'number', values: [], config: { min: 0, unit: '', other: 1, filterable: false } }],
    });
    expect(schema.meta).toEqual({ custom: { stats: 1 }, typeVersion: [0, 0] });
    expect(schema.fields[0].config).toEqual({ min: 0, filterable: false });
  });
});
