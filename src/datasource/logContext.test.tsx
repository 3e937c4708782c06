import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { dateTime, FieldType, LogRowContextQueryDirection, type LogRowModel, toDataFrame } from '@grafana/data';
import { contextQuery, nearest } from './logContext';
import { fakeBackend } from './testing/datasource';

const { Forward, Backward } = LogRowContextQueryDirection;
const HOUR_MS = 3_600_000;
const ALICE = 'arn:aws:iam::111122223333:user/alice';
const timeEpochMs = dateTime('2026-01-31T10:00:00Z').valueOf();

function row(userIdentity: unknown, entry = JSON.stringify({ userIdentity })): LogRowModel {
  const labels = { principal: ALICE, account: '111122223333', region: 'eu-west-1', rule: 'x' };
  return { uid: 'u', timeEpochMs, labels, entry } as unknown as LogRowModel;
}
const signedIn = row({ type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAEXAMPLE', arn: ALICE });
const principalFilters = [
  { field: 'principal', operator: '=', value: ALICE },
  { field: 'account', operator: '=', value: '111122223333' },
];

describe('contextQuery', () => {
  it('looks up what the same access key did in the hour before', () => {
    const { query, range } = contextQuery(signedIn, { direction: Backward, limit: 5 });
    expect(query).toEqual({
      refId: 'context',
      queryType: 'events',
      format: 'logs',
      limit: 5,
      lookup: { attribute: 'AccessKeyId', value: 'AKIAEXAMPLE' },
    });
    expect([range.from.valueOf(), range.to.valueOf()]).toEqual([timeEpochMs - HOUR_MS, timeEpochMs]);
  });

  it.each([
    [{ type: 'IAMUser', userName: 'alice' }, 'alice'],
    [{ type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/ci/build-7' }, 'build-7'],
    [{ type: 'Root', arn: 'arn:aws:iam::111122223333:root' }, undefined],
    [null, undefined],
  ])('is of the principal in its account and region where %j has no access key', (identity, username) => {
    const { query } = contextQuery(row(identity), { direction: Backward });
    expect(query).toMatchObject({ filters: principalFilters, regions: ['eu-west-1'] });
    expect(query.lookup).toEqual(username && { attribute: 'Username', value: username });
  });

  it('is of the principal where that was chosen, and where a line is no record', () => {
    expect(contextQuery(signedIn, {}, undefined, 'principal').query.filters).toEqual(principalFilters);
    expect(contextQuery(row(undefined, '{cut off'), {}).query.filters).toEqual(principalFilters);
  });

  it('goes forward from the line, as far as it is told to', () => {
    const { range } = contextQuery(signedIn, { direction: Forward, timeWindowMs: 1000 });
    expect([range.from.valueOf(), range.to.valueOf()]).toEqual([timeEpochMs, timeEpochMs + 1000]);
  });
});

it('keeps the nearest of what comes newest first', () => {
  const frame = toDataFrame({
    fields: [{ name: 'id', type: FieldType.string, values: ['newest', 'newer', 'next'] }],
  });
  expect(nearest(frame, 2, Forward).fields[0].values).toEqual(['newer', 'next']);
  expect(nearest(frame, 2, Backward)).toBe(frame);
});

it('asks for the access key, then for the principal once that is chosen', async () => {
  const backend = fakeBackend();
  await backend.datasource.getLogRowContext(signedIn, { direction: Backward });
  expect(backend.asked()[0]).toMatchObject({ lookup: { attribute: 'AccessKeyId' } });
  const run = jest.fn();
  render(<>{backend.datasource.getLogRowContextUi(signedIn, run)}</>);
  await userEvent.setup().click(screen.getByRole('radio', { name: `Principal ${ALICE}` }));
  expect(run).toHaveBeenCalledTimes(1);
  await backend.datasource.getLogRowContext(signedIn, { direction: Backward });
  expect(backend.asked()[0]).toMatchObject({ filters: principalFilters, lookup: { attribute: 'Username' } });
});

it('leaves nothing to choose where a line has no access key', () => {
  const { container } = render(<>{fakeBackend().datasource.getLogRowContextUi(row({ type: 'Root' }))}</>);
  expect(container).toBeEmptyDOMElement();
});
