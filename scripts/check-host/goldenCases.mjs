import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from '../lib/loadSource.mjs';
import { root } from '../lib/paths.mjs';
import { expectedItems, readAsExpressions } from './dataPlane.mjs';

const testdata = join(root, 'src/backend/queries/testdata');
/** Go's names of our types of fields. */
const TYPES = { time: 'time.Time', string: 'string', number: 'float64', boolean: 'bool', json: 'json.RawMessage' };

export const goldenCases = [
  {
    name: 'golden answers are decoded as their files say: every kind, format and edge',
    exe: 'golden',
    all: true,
    async run({ host, folder, assert, note, frameToJson }) {
      const { GOLDEN_QUERIES, GOLDEN_RANGE } = await loadSource('src/backend/testing/goldenQueries.ts');
      const { fromMs, toMs, intervalMs } = GOLDEN_RANGE;
      const names = Object.keys(GOLDEN_QUERIES);
      const queries = names.map((refId) => ({ refId, intervalMs }));
      const file = join(folder, 'queries.json');
      writeFileSync(file, JSON.stringify({ queries, from: String(fromMs), to: String(toMs) }));
      const options = ['--max-rows', '-1', '--frame-json', '--raw-dir', folder, '--chunked'];
      const { calls } = await host(['--query', file, ...options]);
      assert.deepEqual(Object.keys(calls.query.responses).sort(), [...names].sort());
      let count = 0;
      for (const name of names) {
        const golden = JSON.parse(readFileSync(join(testdata, `${name}.json`), 'utf8'));
        const { format: _, ...answer } = calls.query.responses[name];
        const chunks = calls.chunked.chunks.filter(({ refId }) => refId === name);
        if ('error' in golden) {
          assert.deepEqual(answer, { ...golden, frames: [] }, name);
          assert.deepEqual(
            chunks.map(({ status, error }) => [status, error]),
            [[golden.status, golden.error]],
            name
          );
          continue;
        }
        const expected = golden.map((frame) => asPrinted(frame, name));
        assert.deepEqual({ ...answer, frames: answer.frames.map(decoded) }, { status: 200, frames: expected }, name);
        assert.deepEqual(
          chunks.map(({ frame }) => decoded(frame)),
          expected,
          `${name}, in chunks`
        );
        answer.frames.forEach(({ frontendJson }, index) => {
          const arrow = new Uint8Array(readFileSync(join(folder, `${name}-${index}.arrow`)));
          assert.deepEqual(JSON.parse(frameToJson(arrow)), frontendJson, `${name}, as the browser gets it`);
        });
        count += expected.length;
      }
      note(`${names.length} answers, ${count} frames`);
    },
  },
  {
    name: 'golden counts are numbers and series to alert rules, each label set once',
    exe: 'golden',
    async run({ host, folder, assert, note }) {
      const { GOLDEN_QUERIES, GOLDEN_RANGE } = await loadSource('src/backend/testing/goldenQueries.ts');
      const { fromMs, toMs, intervalMs } = GOLDEN_RANGE;
      const names = Object.keys(GOLDEN_QUERIES).filter((name) => /^counts-(?!.*-error$)/.test(name));
      const file = join(folder, 'queries.json');
      const queries = names.map((refId) => ({ refId, intervalMs }));
      writeFileSync(file, JSON.stringify({ queries, from: String(fromMs), to: String(toMs) }));
      await host(['--query', file, '--raw-dir', folder]);
      const arrows = readdirSync(folder).filter((entry) => entry.endsWith('.arrow'));
      const { answers, missing } = readAsExpressions(arrows.sort(byNumber).map((entry) => join(folder, entry)));
      if (missing) {
        note(`skipped, because ${missing}`);
        return;
      }
      for (const name of names) {
        const golden = JSON.parse(readFileSync(join(testdata, `${name}.json`), 'utf8'));
        assert.deepEqual(answers[name], { type: golden[0].meta.type, items: expectedItems(golden) }, name);
        const labelSets = answers[name].items.map(({ labels }) => JSON.stringify(labels));
        assert.equal(new Set(labelSets).size, labelSets.length, `${name}: a label set comes twice`);
      }
      note(`${names.length} answers`);
    },
  },
];

/** Frame 10 of an answer after frame 9. */
function byNumber(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** A golden file's frame as the host prints it: Go's names of types, times as text, JSON as values. */
function asPrinted({ name = '', meta, fields }, refId) {
  return {
    name,
    refId,
    rows: fields[0]?.values.length ?? 0,
    // Go has no absent version.
    meta: { typeVersion: [0, 0], ...meta },
    fields: fields.map(({ type, nullable, values, ...rest }) => ({
      ...rest,
      type: `${nullable || values.includes(null) ? '*' : ''}${TYPES[type]}`,
      values: values.map((value) => printedValue(type, value)),
    })),
  };
}

function printedValue(type, value) {
  if (value === null) {
    return null;
  }
  if (type === 'time') {
    return new Date(value).toISOString().replace(/\.?0*Z$/, 'Z');
  }
  return type === 'json' ? JSON.parse(value) : value;
}

/** What the host prints of a frame, without its size and its form for the browser. */
function decoded({ arrowBytes: _, frontendJson: _json, ...frame }) {
  return frame;
}
