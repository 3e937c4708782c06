import { FieldType, toDataFrame } from '@grafana/data';
import { withDetectionLink } from './detectionLink';

const CONSOLE = { title: 'Open in the AWS console', url: 'https://console.example' };
const field = (name: string, values: unknown[] = ['x'], config = {}) => ({
  name,
  type: FieldType.string,
  values,
  config,
});
const linksOf = (fields: object[]) =>
  Object.fromEntries(
    withDetectionLink(toDataFrame({ fields }), 'ds=a+b&from=now-1h&to=now').fields.flatMap(({ name, config }) =>
      config.links ? [[name, config.links.map(({ url }) => url)]] : []
    )
  );

describe('links to detections', () => {
  it('lead from a detection’s time and id to its page, beside the links that are there', () => {
    const url =
      '/a/sigtrail-cloudtrail-app/detections/${__data.fields.eventID:percentencode}?rule=${__data.fields.rule_id:percentencode}' +
      '&time=${__data.fields.time.numeric}&account=${__data.fields.account:percentencode}' +
      '&region=${__data.fields.region:percentencode}&ds=a+b&from=now-1h&to=now';
    expect(
      linksOf([
        field('time', [1]),
        field('rule_id'),
        field('account'),
        field('region'),
        field('eventID', ['e'], { links: [CONSOLE] }),
      ])
    ).toEqual({ time: [url], eventID: [CONSOLE.url, url] });
  });

  it('lead from an event without a rule, and from log lines that all have one', () => {
    const lines = (rules: unknown[]) => [field('timestamp', [1]), field('rule_page', rules), field('eventID')];
    expect(linksOf([field('time', [1]), field('eventID')]).eventID[0]).not.toContain('rule=');
    expect(linksOf(lines([null])).eventID[0]).not.toContain('rule=');
    expect(linksOf(lines(['r'])).eventID[0]).toContain(
      'rule=${__data.fields.rule_page:percentencode}&time=${__data.fields.timestamp.'
    );
  });

  it('are not on frames without events', () => {
    expect(linksOf([field('time', [1]), field('count', [1])])).toEqual({});
  });
});
