import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHandshake, startPlugin } from './startPlugin';
import { context, serveFixture } from './testing';

describe('startPlugin', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'start-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** An executable that runs this script. */
  function executable(script: string): string {
    const path = join(folder, `exe-${Math.random()}`);
    writeFileSync(path, `#!${process.execPath}\n${script}`);
    chmodSync(path, 0o755);
    return path;
  }

  it('starts a process with Grafana’s environment alone, talks to it and stops it', async () => {
    const { address } = await serveFixture(folder);
    const logs: string[] = [];
    // The process only hands on the address of the plugin in here, and goes when that one does.
    const exe = executable(`
      const fs = require('fs');
      console.error(Object.keys(process.env).sort().join());
      fs.writeSync(1, '1|2|unix|${address.address}|grpc\\n');
      setInterval(() => fs.existsSync('${address.address}') || process.exit(0), 10);
    `);
    const plugin = await startPlugin({ exe, env: { EXTRA: '1' }, onLog: (line) => logs.push(line) });
    await expect(plugin.checkHealth(context)).resolves.toMatchObject({ status: 'ok' });
    await expect(plugin.stop()).resolves.toMatchObject({ graceful: true });
    await expect(plugin.exited).resolves.toEqual({ code: 0, signal: null });
    expect(logs[0].split(',').filter((name) => !name.startsWith('__'))).toEqual([
      'EXTRA',
      'PLUGIN_MAX_PORT',
      'PLUGIN_MIN_PORT',
      'PLUGIN_PROTOCOL_VERSIONS',
      'grafana_plugin_type',
    ]);
  });

  it('kills a process that does not leave', async () => {
    const { address } = await serveFixture(folder);
    const exe = executable(
      `require('fs').writeSync(1, '1|2|unix|${address.address}|grpc\\n'); setInterval(() => undefined, 1000);`
    );
    const plugin = await startPlugin({ exe });
    await expect(plugin.stop()).resolves.toMatchObject({ graceful: false });
    await expect(plugin.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('says why a process did not start, with its last words', async () => {
    await expect(startPlugin({ exe: executable(`console.error('no libfoo.so'); process.exit(3);`) })).rejects.toThrow(
      /did not start: it ended with exit code 3\.\n {2}no libfoo\.so/
    );
    await expect(startPlugin({ exe: executable(`console.log('hello')`) })).rejects.toThrow(
      /"hello" where the handshake/
    );
    await expect(startPlugin({ exe: join(folder, 'missing') })).rejects.toThrow(/ENOENT/);
    const mute = executable('setInterval(() => undefined, 1000)');
    await expect(startPlugin({ exe: mute, startTimeoutMs: 50 })).rejects.toThrow(/no handshake line in time/);
  });

  it.each([
    ['1|2|tcp|127.0.0.1:10001|grpc', { network: 'tcp', address: '127.0.0.1:10001' }],
    ['1|2|unix|/tmp/p.sock|grpc||true', { network: 'unix', address: '/tmp/p.sock' }],
    ['1|1|unix|/tmp/p.sock|grpc', undefined],
    ['1|2|unix|/tmp/p.sock|netrpc', undefined],
    ['1|2|pipe|x|grpc', undefined],
    ['Segmentation fault', undefined],
  ])('reads the handshake line %s', (line, expected) => {
    expect(parseHandshake(line)).toEqual(expected);
  });
});
