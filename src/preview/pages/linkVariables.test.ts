import { FieldType, toDataFrame, type ScopedVars } from '@grafana/data';
import { replaceInLink } from './linkVariables';

const frame = toDataFrame({
  fields: [
    { name: 'rule_id', type: FieldType.string, values: ['a', 'b/c'] },
    { name: 'eventID', type: FieldType.string, values: ['e1', 'e 2'] },
  ],
});
const scoped: ScopedVars = {
  __dataContext: { value: { data: [frame], frame, field: frame.fields[1], rowIndex: 1 } },
};

describe('the variables of a link', () => {
  it('are the fields and the value of its row, encoded where it says so', () => {
    expect(replaceInLink('/r/${__data.fields.rule_id:percentencode}#${__value.raw}', scoped)).toBe('/r/b%2Fc#e 2');
  });

  it('are numbers where a link wants these', () => {
    const times = toDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1, 1795544118000] }] });
    const context = { value: { data: [times], frame: times, field: times.fields[0], rowIndex: 1 } };
    expect(replaceInLink('?time=${__data.fields.time.numeric}', { __dataContext: context })).toBe(
      '?time=1795544118000'
    );
  });

  it('stay where nothing has their name, or there is no row', () => {
    expect(replaceInLink('/${__data.fields.other}/${var}', scoped)).toBe('/${__data.fields.other}/${var}');
    expect(replaceInLink('/${__value.raw}')).toBe('/${__value.raw}');
  });
});
