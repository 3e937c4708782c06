import { appHref, catalogueLink, detectionLink, ruleLink, workbenchLink } from './appLinks';
import { pageParams } from './pageParams';

const common = pageParams(new URLSearchParams('q=root&from=now-7d&ds=a+b&to=now&level=high'));

describe('links between pages', () => {
  it.each([
    ['a rule', ruleLink('a/b', common), '/rules/a%2Fb?'],
    ['the catalogue', catalogueLink({ level: ['low', 'high'] }, common), '/rules?level=low&level=high&'],
    ['the catalogue as it is at first', catalogueLink({}, common), '/rules?'],
    ['the workbench', workbenchLink({ rule: 'r', mode: 'edit' }, common), '/workbench?rule=r&edit=&'],
    ['a detection', detectionLink({ eventId: 'e', rule: 'r' }, common), '/detections/e?rule=r&'],
  ])('take the data source and the range along, and nothing else: %s', (_, link, expected) => {
    expect(appHref(link)).toBe(`/a/sigtrail-cloudtrail-app${expected}ds=a+b&from=now-7d&to=now`);
  });

  it('have no more than they need', () => {
    expect(ruleLink('r', pageParams(new URLSearchParams('q=root')))).toEqual({ pathname: '../rules/r', search: '' });
  });
});
