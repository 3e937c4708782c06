import type { SigtrailQuery } from '../types';
import { EXAMPLES } from '../help/examples';
import { isEmpty, isUnfinished, migrate } from './migrate';

const query = (part: object) => ({ refId: 'A', ...part }) as SigtrailQuery;

describe('migrate', () => {
  it.each([
    [{ lookup: { attribute: 'Username', value: 'x' } }, 'events'],
    [{ groupBy: ['account'] }, 'counts'],
    [{ format: 'numeric' }, 'counts'],
    [{ rules: { minLevel: 'high' } }, 'detections'],
  ])('tells the kind of %j', (part, kind) => {
    expect(migrate(query(part)).queryType).toBe(kind);
  });

  it('keeps where events come from', () => {
    expect(migrate(query({ source: 'trail', regions: 'x' }))).toMatchObject({ source: 'trail', regions: ['x'] });
  });

  it('makes lists of single texts', () => {
    const migrated = migrate(
      query({ queryType: 'counts', regions: 'eu-west-1', groupBy: '', rules: { levels: 'high', tags: ['a'] } })
    );
    expect(migrated).toMatchObject({ regions: ['eu-west-1'], groupBy: [], rules: { levels: ['high'], tags: ['a'] } });
  });

  it('leaves a format out that the kind does not have, but not one that is a variable', () => {
    expect(migrate(query({ queryType: 'counts', format: 'logs' }))).not.toHaveProperty('format');
    expect(migrate(query({ queryType: 'counts', format: '$format' }))).toHaveProperty('format', '$format');
    expect(migrate(query({ queryType: 'events', format: 'logs' }))).toHaveProperty('format', 'logs');
  });

  it.each(EXAMPLES.map((example) => [example.title, example.query]))('leaves "%s" as it is', (_title, example) => {
    const given = query(example);
    expect(migrate(given)).toBe(given);
  });

  it('changes nothing of its argument', () => {
    const given = Object.freeze(query({ regions: 'x', rules: Object.freeze({ ids: 'y' }) }));
    expect(migrate(given)).toMatchObject({ regions: ['x'], rules: { ids: ['y'] } });
  });
});

describe('isEmpty and isUnfinished', () => {
  it('knows a query that has only what Grafana gives it', () => {
    expect(isEmpty(query({ datasource: { uid: 'x' }, hide: false }))).toBe(true);
    expect(isEmpty(query({ queryType: '' }))).toBe(true);
    expect(isEmpty(query({ queryType: 'rules' }))).toBe(false);
    expect(isEmpty(query({ limit: 5 }))).toBe(false);
  });

  it.each([
    [{ queryType: 'events', lookup: { attribute: 'Username', value: ' ' } }, true],
    [{ queryType: 'events', lookup: { attribute: 'Username', value: 'x' } }, false],
    [{ queryType: 'events' }, false],
    [{ queryType: 'counts', rule: '\n' }, true],
    [{ queryType: 'counts', rule: 'title: x' }, false],
    [{ queryType: 'counts', lookup: { attribute: 'Username', value: '' } }, false],
  ])('takes %j for unfinished: %s', (part, unfinished) => {
    expect(isUnfinished(query(part))).toBe(unfinished);
  });
});
