import fc from 'fast-check';
import { lineDiff, type DiffLine } from './lineDiff';

const shown = (lines: readonly DiffLine[]) =>
  lines.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`).join('\n');

it('shows what was changed between what stayed', () => {
  expect(shown(lineDiff('a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n'))).toBe(' a\n-b\n+x\n c\n d\n+e');
  expect(shown(lineDiff('', 'a\nb'))).toBe('+a\n+b');
  expect(lineDiff('same\n', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
});

it('keeps both texts whole, and no more changed than without a line in common', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      const without = (kind: DiffLine['kind']) =>
        lines
          .filter((line) => line.kind !== kind)
          .map((line) => line.text)
          .join('\n');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
      expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(
        commonLength(before.split('\n'), after.split('\n'))
      );
    })
  );
});

it('gives up on texts that are all different and very long', () => {
  const long = (name: string) => Array.from({ length: 5000 }, (_, line) => `${name}${line}`).join('\n');
  const lines = lineDiff(long('a'), long('b'));
  expect(lines).toHaveLength(10_000);
  expect(lines[0]?.kind).toBe('removed');
});

/** By definition, and slowly. */
function commonLength([a, ...restA]: string[], [b, ...restB]: string[]): number {
  if (a === undefined || b === undefined) {
    return 0;
  }
  return a === b
    ? 1 + commonLength(restA, restB)
    : Math.max(commonLength([a, ...restA], restB), commonLength(restA, [b, ...restB]));
}
