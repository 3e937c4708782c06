import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const BOTO3 = '1.44.5';
const cache = join(root, '.cache/boto3');
const python = join(cache, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** Makes a Python with boto3, once. @returns undefined, or why there is none */
export function prepareBoto3() {
  const run = (command, args) => spawnSync(command, args, { encoding: 'utf8' });
  if (!existsSync(python)) {
    const { status, error, stdout, stderr } = run('python3', ['-m', 'venv', cache]);
    if (error || status !== 0) {
      return `python3 -m venv does not work here (${error?.message ?? `${stdout}${stderr}`.trim()})`;
    }
  }
  if (run(python, ['-c', `import boto3; assert boto3.__version__ == "${BOTO3}"`]).status !== 0) {
    const { status, stderr } = run(python, ['-m', 'pip', 'install', '--quiet', `boto3==${BOTO3}`]);
    if (status !== 0) {
      return `pip could not install boto3 ${BOTO3} (${stderr.trim().split('\n').at(-1)})`;
    }
  }
  return undefined;
}

/** Runs a script of tests/emulator. @returns its exit code */
export async function runPython(script, args) {
  const child = spawn(python, [join(root, 'tests/emulator', script), ...args], {
    stdio: 'inherit',
    // Proxies must not come between, nor this machine's own AWS settings.
    env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', NO_PROXY: '*' },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
