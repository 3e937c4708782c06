import { addressParams } from '../shared/appLinks';
import { addressOfUrl } from './addressOfUrl';

describe('the address of a detection', () => {
  it('is what its link was made of', () => {
    const address = {
      eventId: 'e',
      rule: 'a b&c',
      timeMs: 1795544118000,
      account: '111122223333',
      region: 'us-east-1',
    };
    expect(addressOfUrl('e', addressParams(address))).toEqual(address);
    expect(addressOfUrl('e', addressParams({}))).toEqual({ eventId: 'e' });
  });

  it.each(['', 'yesterday', '-5', '1e9', '99999999999999999999'])('has no time for time=%s', (time) => {
    expect(addressOfUrl('e', new URLSearchParams({ time, rule: ' ' }))).toEqual({ eventId: 'e' });
  });
});
