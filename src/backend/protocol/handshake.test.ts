import { handshakeLine, handshakeProblem } from './handshake';

const cookie = { grafana_plugin_type: 'datasource' };

describe('handshake', () => {
  it('accepts a Grafana server that speaks version 2', () => {
    expect(handshakeProblem(cookie)).toBeUndefined();
    expect(handshakeProblem({ ...cookie, PLUGIN_PROTOCOL_VERSIONS: '1,2' })).toBeUndefined();
  });

  it('says what the file is when a person starts it', () => {
    expect(handshakeProblem({})).toMatch(/backend of the Grafana data source/);
    expect(handshakeProblem({ grafana_plugin_type: 'renderer' })).toMatch(/backend of the Grafana data source/);
  });

  it('says so when the server speaks other versions only', () => {
    expect(handshakeProblem({ ...cookie, PLUGIN_PROTOCOL_VERSIONS: '1,3' })).toMatch(/speaks plugin protocol 1,3/);
  });

  it('writes the line that go-plugin reads', () => {
    expect(handshakeLine({ network: 'unix', address: '/tmp/x/p.sock' })).toBe('1|2|unix|/tmp/x/p.sock|grpc\n');
  });
});
