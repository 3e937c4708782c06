import fc from 'fast-check';
import { jsonSplitter, lineSplitter, type RecordSplitter, type RecordText } from './splitRecords';

function split(splitter: RecordSplitter, text: string, size = text.length || 1): RecordText[] {
  const out: RecordText[] = [];
  for (let at = 0; at < text.length; at += size) {
    out.push(...splitter.push(text.slice(at, at + size)));
  }
  return [...out, ...splitter.end()];
}
const parsed = (records: RecordText[]) => records.map(({ text }) => (text === undefined ? 'broken' : JSON.parse(text)));

const record = fc.object({ maxDepth: 3, key: fc.string(), values: [fc.string(), fc.integer(), fc.constant(null)] });

it('finds the same records however they are wrapped and cut', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), fc.integer({ min: 12, max: 50 }), (records, size) => {
      const expected = JSON.parse(JSON.stringify(records));
      const wrapped = [
        JSON.stringify({ Records: records }),
        JSON.stringify(records, null, 2),
        records.map((each) => JSON.stringify(each)).join('\n'),
      ];
      for (const text of wrapped) {
        expect(parsed(split(jsonSplitter(), text, size))).toEqual(expected);
      }
      expect(parsed(split(lineSplitter(), wrapped[2] ?? '', size))).toEqual(expected);
    })
  );
});

it.each([
  ['[{"a":1},5,{"b":2}]', [{ a: 1 }, 'broken', { b: 2 }]],
  ['[{"a":1},{"b":', [{ a: 1 }, 'broken']],
  ['{"a":"]}"}', [{ a: ']}' }]],
  ['{"Records":[]}', []],
  ['', []],
])('splits %s', (text, expected) => {
  expect(parsed(split(jsonSplitter(), text))).toEqual(expected);
});

it('says on which line a record begins', () => {
  expect(split(jsonSplitter(), '[\n{"a":1},\n\n{"b":2}]').map(({ line }) => line)).toEqual([2, 4]);
  expect(split(lineSplitter(), '{}\n\n{}').map(({ line }) => line)).toEqual([1, 3]);
});
