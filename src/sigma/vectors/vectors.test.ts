import { basename } from 'node:path';
import { describeShared, readShared } from '../testing/shared';
import { parseVectors, VECTOR_RUNNERS } from './registry';
import { runEach, vectorsOf } from './types';

describeShared('vectors', 'vectors', (path) => {
  const files = readShared(path, '.json').filter(({ file }) => VECTOR_RUNNERS[basename(file, '.json')]);
  it.each(files.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
    const result = VECTOR_RUNNERS[basename(file, '.json')]?.(parseVectors(basename(file, '.json'), text));
    expect(result?.failures).toEqual([]);
    expect(result?.passed).toBeGreaterThan(0);
  });
});

it('counts a failure and an exception as failures', () => {
  const result = runEach(
    ['good', 'bad', 'throws', 'none'],
    (name) => name,
    (name) => {
      if (name === 'throws') {
        throw new Error('x');
      }
      return { good: undefined, bad: 'is bad', none: 'skip' }[name];
    }
  );
  expect(result).toEqual({ passed: 1, failed: 2, skipped: 1, failures: ['bad: is bad', 'throws: threw x'] });
});

it.each([
  ['string-parse', { vectors: [{ input: 'a*', tokens: [{ str: 'a*' }], plain: 'a*', regex: 'a.*' }] }],
  ['condition-parse', { detections: ['a', 'b'], vectors: [{ condition: 'a and b', error: 'x' }] }],
  [
    'condition-parse',
    {
      detections: ['a'],
      vectors: [{ condition: 'a', ast: { id: 'a' }, resolved: { id: 'a' }, truth: [{ true: [], result: true }] }],
    },
  ],
  [
    'modifiers',
    { vectors: [{ key: 'f|contains', value: 'x', result: { values: [], linking: 'or', negated: false } }] },
  ],
  ['modifiers', { vectors: [{ key: 'f|contains', value: 'x', error: 'x' }] }],
  ['timespans', { vectors: [{ input: '1h', seconds: 60 }] }],
  ['correlation-conditions', { vectors: [{ input: 'a', error: 'x' }] }],
  ['invalid-documents', { vectors: [{ description: 'd', kind: 'rule', rule: { title: 'x' }, valid: true }] }],
  ['collections', { vectors: [{ description: 'd', documents: [{ action: 'x' }], rules: [], filters: 0, errors: [] }] }],
])('finds what is wrong in %s', (name, data) => {
  expect(VECTOR_RUNNERS[name]?.(data).failed).toBe(1);
});

it('refuses a file of another form', () => {
  expect(() => vectorsOf({ rules: [] })).toThrow('no list "vectors"');
});
