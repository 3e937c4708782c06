import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import type { BackfillDone, BackfillTask } from './backfill';

const ROOT = path.resolve(__dirname, '../../..');

/** Bundles `backfill.ts` into a folder. @returns the script */
export function bundleBackfill(folder: string): string {
  const script = path.join(folder, 'backfill.cjs');
  const args = ['--bundle', '--platform=node', '--target=node24', '--log-level=error', `--outfile=${script}`];
  execFileSync(path.join(ROOT, 'node_modules/.bin/esbuild'), [path.join(__dirname, 'backfill.ts'), ...args]);
  return script;
}

/**
 * Runs a task in a process of its own.
 *
 * @param killAfterMs kills it so long after it began to work
 * @returns what it did; undefined where it was killed
 */
export function startTask(script: string, task: BackfillTask, killAfterMs?: number): Promise<BackfillDone | undefined> {
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(path.dirname(script), 'compiled') },
  });
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    let isTimed = false;
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (killAfterMs !== undefined && !isTimed && out.startsWith('working\n')) {
        isTimed = true;
        setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') {
        resolve(undefined);
      } else if (code === 0) {
        resolve(JSON.parse(out.slice(out.indexOf('{'))) as BackfillDone);
      } else {
        reject(new Error(`The process ended with ${code ?? signal}: ${errors}`));
      }
    });
  });
}
