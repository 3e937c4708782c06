import * as fc from 'fast-check';
import { hclString, printHcl } from './hcl';
import { readHcl } from './testing/readHcl';

// Literals as hashicorp/hcl v2 reads them.
it.each([
  ['plain é 😀', '"plain é 😀"'],
  ['a "b" \\c', '"a \\"b\\" \\\\c"'],
  ['a\nb\r\tc\u0007', '"a\\nb\\r\\tc\\u0007"'],
  ['${x} %{if} $x 5%', '"$${x} %%{if} $x 5%"'],
  ['$${x} %%{', '"$$${x} %%%{"'],
  ['\\${', '"\\\\$${"'],
])('writes %j as %s', (text, literal) => {
  expect(hclString(text)).toBe(literal);
});

it('lays blocks out as terraform fmt does', () => {
  const text = printHcl([
    {
      type: 'resource',
      labels: ['a', 'b'],
      arguments: { name: 'x', reference: { raw: 'a.b.uid' }, off: undefined, n: 1 },
    },
    {
      type: 'rule',
      arguments: { long_name: [1, 'a'], map: { k: 'v', longer: 'w' }, x: true, empty: {} },
      blocks: [{ type: 'range', arguments: { from: 1 } }],
    },
  ]);
  expect(text).toBe(`resource "a" "b" {
  name      = "x"
  reference = a.b.uid
  n         = 1
}

rule {
  long_name = [1, "a"]
  map = {
    "k"      = "v"
    "longer" = "w"
  }
  x     = true
  empty = {}

  range {
    from = 1
  }
}
`);
});

it('gives back every text', () => {
  const text = fc.array(fc.constantFrom('$', '{', '}', '%', '"', '\\', 'a', '\n', '\t', 'é', '😀', '\u2028'), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (parts) => {
      const [block] = readHcl(printHcl([{ type: 'x', arguments: { map: { [parts.join('')]: parts.join('') } } }]));
      expect(block.arguments.map).toEqual({ [parts.join('')]: parts.join('') });
    })
  );
});
