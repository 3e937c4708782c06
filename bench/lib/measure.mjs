import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const report = join(root, 'bench/lib/cpuReport.cjs');

/** Runs a script on this Node; resolves with `{cpu, wall, peakMb, out}`: seconds, and the peak of its memory. `flags` are Node's. */
export function measure(script, args, flags = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags, '--require', report, script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const texts = ['', '', '', ''];
    [1, 2, 3].forEach((fd) => child.stdio[fd].setEncoding('utf8').on('data', (text) => (texts[fd] += text)));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) {
        reject(new Error(`${script} ended with ${code}: ${texts[2].slice(-500)}`));
        return;
      }
      resolve({ ...JSON.parse(texts[3]), out: texts[1] });
    });
  });
}

/** The median by CPU seconds of a few runs. */
export async function median(runs, run) {
  const results = [];
  for (let i = 0; i < runs; i++) {
    results.push(await run());
  }
  return results.sort((a, b) => a.cpu - b.cpu)[runs >> 1];
}
