// Runs a command until its own standard input ends, which it does however the parent ends: no Trino is left behind.
// usage: guard.mjs COMMAND ARGUMENT…
import { spawn } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const stop = () => child.kill('SIGKILL');
process.stdin.on('end', stop).on('error', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // The parent decides when it ends.
  process.on(signal, () => undefined);
}
child.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 0));
