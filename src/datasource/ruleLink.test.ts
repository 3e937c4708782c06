import { dateTime, FieldType, toDataFrame } from '@grafana/data';
import { appParams } from './appParams';
import { withRuleLink } from './ruleLink';

const RULE = { title: 'Open the rule', url: '/a/sigtrail-cloudtrail-app/rules/${__value.raw:percentencode}' };
const CONSOLE = { title: 'Open in the AWS console', url: 'https://console.example/rules/' };
const linksOf = (links: object[], params: string) =>
  withRuleLink(
    toDataFrame({ fields: [{ name: 'rule', type: FieldType.string, values: ['x'], config: { links } }] }),
    params
  ).fields[0].config.links?.map(({ url }) => url);

it('opens a rule for the data source and the range of the query', () => {
  const params = appParams('a b', { from: 'now-7d/d', to: dateTime(1_764_000_000_000) });
  expect(params).toBe('ds=a+b&from=now-7d%2Fd&to=1764000000000');
  expect(linksOf([RULE, CONSOLE], params)).toEqual([`${RULE.url}?${params}`, CONSOLE.url]);
});

it('leaves frames without such links as they are', () => {
  const frame = toDataFrame({ fields: [{ name: 'rule', type: FieldType.string, values: ['x'], config: {} }] });
  expect(withRuleLink(frame, 'ds=a')).toBe(frame);
});
