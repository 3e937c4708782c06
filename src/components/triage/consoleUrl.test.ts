import { consoleUrl } from './consoleUrl';

it.each([
  ['eu-central-1', 'https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/events/e%2F1'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/cloudtrailv2/home?region=cn-north-1#/events/e%2F1'],
  [
    'us-gov-west-1',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudtrailv2/home?region=us-gov-west-1#/events/e%2F1',
  ],
])('leads to the console of %s', (region, url) => {
  expect(consoleUrl({ region, eventId: 'e/1' })).toBe(url);
});
