import fc from 'fast-check';
import { compareLayer, namedTechniques } from './compareLayer';
import { navigatorLayer } from './navigatorLayer';
import { MAX_LAYER_CHARACTERS, readLayer } from './readLayer';

const LAYER = {
  name: 'Others',
  versions: { attack: '19.1', navigator: '4.8.1', layer: '4.4' },
  domain: 'enterprise-attack',
};
const read = (value: object | string) => readLayer(typeof value === 'string' ? value : JSON.stringify(value));
const techniquesOf = (techniques: unknown[]) => {
  const outcome = read({ ...LAYER, techniques });
  return 'layer' in outcome ? Object.fromEntries(outcome.layer.techniques) : outcome.problem;
};

describe('a layer that is read', () => {
  it('is one in the format of SigmaHQ’s coverage', () => {
    const entry = {
      tactic: 'initial-access',
      color: '',
      comment: '',
      enabled: true,
      metadata: [],
      links: [],
      showSubtechniques: false,
    };
    const techniques = [
      { techniqueID: 'T1190', score: 146, ...entry },
      { techniqueID: 'T1071.001', score: 41, ...entry },
    ];
    expect(read({ ...LAYER, gradient: { colors: ['#66b1ffff'] }, techniques })).toEqual({
      layer: {
        name: 'Others',
        attack: '19.1',
        layer: '4.4',
        techniques: new Map([
          ['T1190', 146],
          ['T1071.001', 41],
        ]),
        ignored: 0,
      },
    });
  });

  it('is our own export', () => {
    const rules = [
      { title: 'a', techniques: ['T1078.004'] },
      { title: 'b', techniques: ['T1078.004', 'T1098'] },
    ];
    const outcome = read(navigatorLayer(rules));
    expect('layer' in outcome && outcome.layer.techniques).toEqual(
      new Map([
        ['T1078', 2],
        ['T1078.004', 2],
        ['T1098', 1],
      ])
    );
  });

  it('counts what is covered: enabled, with a score or a colour', () => {
    expect(
      techniquesOf([
        { techniqueID: 'T1001', score: 0 },
        { techniqueID: 'T1002', score: 3, enabled: false },
        { techniqueID: 'T1003', color: '#ff0000' },
        { techniqueID: ' t1004 ', score: 2, tactic: 'a' },
        { techniqueID: 'T1004', score: 5, tactic: 'b' },
        { techniqueID: 'T1005' },
        { techniqueID: 'T1', score: 1 },
        { techniqueID: '__proto__', score: 1 },
        null,
        'T1006',
      ])
    ).toEqual({ T1003: 1, T1004: 5 });
  });

  it.each([
    ['{', /not JSON/],
    ['[]', /not JSON/],
    [{ name: 'x' }, /no list "techniques"/],
    [{ ...LAYER, domain: 'mobile-attack', techniques: [] }, /domain "mobile-attack"/],
    [{ ...LAYER, versions: { layer: '3.0' }, techniques: [] }, /format 3\.0/],
    [{ ...LAYER, techniques: new Array(10_001).fill(0) }, /10001 techniques/],
    [' '.repeat(MAX_LAYER_CHARACTERS + 1), /larger than 5 million/],
  ])('is refused with a sentence where it is %#', (value, expected) => {
    const outcome = read(value);
    expect('problem' in outcome && outcome.problem).toMatch(expected);
  });

  it('never throws, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        readLayer(a);
        readLayer(`{"techniques":[${a},${b}],"versions":${b},"name":${a}}`);
      })
    );
  });
});

describe('the comparison of layers', () => {
  it('tells both, ours only and theirs only, by the very id', () => {
    const ours = namedTechniques([{ techniques: ['T1078.004', 'T1078.004', 'T1098'] }, { techniques: ['T1098'] }]);
    const theirs = new Map([
      ['T1078', 9],
      ['T1098', 4],
      ['T1190', 12],
    ]);
    const { both, oursOnly, theirsOnly } = compareLayer(ours, theirs);
    expect(both).toEqual([{ id: 'T1098', ours: 2, theirs: 4 }]);
    expect(oursOnly).toEqual([{ id: 'T1078.004', ours: 1, theirs: 0 }]);
    expect(theirsOnly.map(({ id }) => id)).toEqual(['T1190', 'T1078']);
  });
});
