import fc from 'fast-check';
import { tableFromIPC, Type } from 'apache-arrow';
import { everyTypeFrame, largeFrame } from '../protocol/testing/fixtureHandlers';
import { decodeArrow, decodeFrame } from './decode';
import { encodeFrame } from './encode';
import type { Field, Frame } from './frame';

const one = (field: Field) => decodeFrame(encodeFrame({ fields: [field] })).fields[0];

describe('encodeFrame', () => {
  it('writes an Arrow file with the types that Grafana reads', () => {
    const bytes = encodeFrame(everyTypeFrame);
    expect(Buffer.from(bytes.subarray(0, 6)).toString()).toBe('ARROW1');
    const { schema } = tableFromIPC(bytes);
    const types = [Type.Timestamp, Type.Utf8, Type.Float, Type.Bool, Type.Binary];
    expect(schema.fields.map(({ typeId }) => typeId)).toEqual(types.flatMap((type) => [type, type]));
    expect(schema.fields.map(({ nullable }) => nullable)).toEqual(types.flatMap(() => [false, true]));
  });

  it('carries name, refId, meta, labels and config', () => {
    const decoded = decodeFrame(encodeFrame({ ...everyTypeFrame, refId: 'B' }));
    expect(decoded).toMatchObject({ name: 'every type', refId: 'B', meta: everyTypeFrame.meta });
    expect(decoded.fields.map(({ name, labels, config }) => ({ name, labels, config }))).toEqual(
      everyTypeFrame.fields.map(({ name, labels, config }) => ({ name, labels, config }))
    );
  });

  it('writes times as exact nanoseconds, and as null what is no time', () => {
    const ms = [1_700_000_000_123, -1, 9_007_199_254_740, 0];
    const [column] = tableFromIPC(encodeFrame({ fields: [{ name: 't', type: 'time', values: ms }] })).batches[0].data
      .children;
    expect([...(column.values as BigInt64Array)]).toEqual(ms.map((value) => BigInt(value) * 1_000_000n));
    expect(one({ name: 't', type: 'time', values: [Number.NaN, 1e300, Infinity, 5] })).toMatchObject({
      nullable: true,
      values: [null, null, null, 5],
    });
  });

  it('makes a field with a null nullable: the reader would turn it into an empty value', () => {
    expect(one({ name: 's', type: 'string', values: ['a', null] })).toMatchObject({
      nullable: true,
      values: ['a', null],
    });
    expect(one({ name: 'b', type: 'boolean', nullable: false, values: [null, true] })).toMatchObject({
      nullable: true,
      values: [null, true],
    });
  });

  it('keeps NaN and infinities as values', () => {
    expect(one({ name: 'n', type: 'number', values: [Number.NaN, Infinity, -Infinity, -0] }).values).toEqual([
      Number.NaN,
      Infinity,
      -Infinity,
      -0,
    ]);
  });

  it('does not join halves of a surrogate pair that stand in neighbouring values', () => {
    expect(one({ name: 's', type: 'string', values: ['\ud83d', '\ude80', '🚀'] }).values).toEqual([
      '\ufffd',
      '\ufffd',
      '🚀',
    ]);
  });

  it('encodes a frame without fields and a frame without rows', () => {
    expect(decodeFrame(encodeFrame({ refId: 'A', fields: [] }))).toEqual({ name: '', refId: 'A', fields: [] });
    expect(one({ name: 's', type: 'string', values: [] }).values).toEqual([]);
  });

  it('refuses fields of different lengths, with their names', () => {
    const fields: Field[] = [
      { name: 'a', type: 'number', values: [1, 2] },
      { name: 'b', type: 'number', values: [1] },
    ];
    expect(() => encodeFrame({ fields })).toThrow('Field "b" has 1 values, field "a" has 2.');
  });

  it('encodes columns that are longer than what is joined at once', () => {
    const values = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 'ü' : 'x').repeat(1000) + i);
    expect(one({ name: 's', type: 'string', values }).values).toEqual(values);
    expect(decodeFrame(encodeFrame(largeFrame(1000))).fields[1].values[999]).toBe('severity-99');
  });

  it('gives back any values', () => {
    const text = fc.option(fc.string({ unit: 'grapheme' }));
    const time = fc.option(fc.integer({ min: -9e12, max: 9e12 }));
    const row = fc.tuple(text, time, fc.option(fc.double()), fc.option(fc.boolean()), fc.option(fc.json()));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const column = (index: number) => rows.map((values) => values[index]);
        const types = ['string', 'time', 'number', 'boolean', 'json'] as const;
        const frame: Frame = {
          fields: types.map((type, i) => ({ name: type, type, nullable: true, values: column(i) }) as Field),
        };
        expect(decodeFrame(encodeFrame(frame)).fields.map(({ values }) => values)).toEqual(
          types.map((_, i) => column(i))
        );
      }),
      { numRuns: 200 }
    );
  });
});

describe('decodeArrow', () => {
  it('refuses what is no Arrow file', () => {
    expect(() => decodeArrow(Buffer.from('no arrow'))).toThrow();
  });
});
