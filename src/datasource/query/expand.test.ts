import { fakeTemplateSrv } from '../testing/templateSrv';
import { expand, expandList, type Replace } from './expand';

const srv = fakeTemplateSrv({ one: 'eu-west-1', two: ['a,b', 'c'], three: ['x', 'y', 'z'], none: [], empty: '' });
const replace: Replace = (text, format) => srv.replace(text, {}, format);

describe('expand', () => {
  it.each([
    ['plain', ['plain']],
    ['$one', ['eu-west-1']],
    ['<${one}>', ['<eu-west-1>']],
    ['$two', ['a,b', 'c']],
    ['p-${three}-s', ['p-x-s', 'p-y-s', 'p-z-s']],
    ['${two}/${three}', ['a,b/x', 'a,b/y', 'a,b/z', 'c/x', 'c/y', 'c/z']],
    ['$unknown', ['$unknown']],
    ['$none', []],
    ['before ${none}', []],
    ['${three:csv}', ['x', 'y', 'z']],
    ['a,b', ['a,b']],
  ])('makes %s to %j', (text, expected) => {
    expect(expand(text, replace)).toEqual(expected);
  });

  it('takes each value of a list once and leaves empty ones out', () => {
    expect(expandList(['x', '$three', ' $empty ', '$none'], replace)).toEqual(['x', 'y', 'z']);
  });
});
