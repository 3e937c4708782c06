import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Server } from '@grpc/grpc-js';
import { listen } from './listen';

describe('listen', () => {
  let folder: string;
  let server: Server;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'listen-'));
    server = new Server();
  });
  afterEach(() => {
    server.forceShutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  it('puts the socket where the host says, in a folder of its own that nobody else can enter', async () => {
    const { network, address, cleanUp } = await listen(server, { PLUGIN_UNIX_SOCKET_DIR: folder }, 'linux');
    expect(network).toBe('unix');
    expect(dirname(dirname(address))).toBe(folder);
    expect(statSync(address).isSocket()).toBe(true);
    expect(statSync(dirname(address)).mode & 0o777).toBe(0o700);
    cleanUp();
    expect(existsSync(dirname(address))).toBe(false);
  });

  it('takes the temp folder when the host’s is missing or its path too long, and leaves nothing there', async () => {
    const long = join(folder, 'x'.repeat(100));
    mkdirSync(long);
    for (const PLUGIN_UNIX_SOCKET_DIR of [join(folder, 'missing'), long]) {
      const { address, cleanUp } = await listen(server, { PLUGIN_UNIX_SOCKET_DIR }, 'linux');
      expect(address.startsWith(tmpdir())).toBe(true);
      cleanUp();
    }
    expect(statSync(long).nlink).toBe(2);
  });

  it('listens on Windows at a free local port within the host’s range', async () => {
    // grpc-js reports each port that is taken.
    jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const range = { PLUGIN_MIN_PORT: String(port), PLUGIN_MAX_PORT: String(port + 20) };
    const { network, address } = await listen(server, range, 'win32');
    expect(network).toBe('tcp');
    const chosen = Number(/^127\.0\.0\.1:(\d+)$/.exec(address)?.[1]);
    expect(chosen).toBeGreaterThan(port);
    expect(chosen).toBeLessThanOrEqual(port + 20);
    await expect(
      listen(new Server(), { PLUGIN_MIN_PORT: String(port), PLUGIN_MAX_PORT: String(port) }, 'win32')
    ).rejects.toThrow(`ports from ${port} to ${port}`);
    taken.close();
  });
});
