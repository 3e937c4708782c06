import { eventLink } from './links';

describe('the link to an event in the AWS console', () => {
  it.each([
    ['eu-central-1', 'console.aws.amazon.com'],
    ['cn-north-1', 'console.amazonaws.cn'],
    ['us-gov-west-1', 'console.amazonaws-us-gov.com'],
    ['us-east-1', 'console.aws.amazon.com'],
  ])('leads from %s to %s', (region, host) => {
    const { url } = eventLink([region, 'another']);
    const filled = url.replaceAll('${__data.fields.region}', region).replaceAll('${__value.raw:percentencode}', 'id-1');
    expect(filled).toBe(`https://${region}.${host}/cloudtrailv2/home?region=${region}#/events/id-1`);
  });
});
