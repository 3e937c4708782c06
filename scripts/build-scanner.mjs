// Compiles the record scanner (src/sigma/scan/assembly) to WebAssembly and writes it as text into a module, so that
// bundles, tests and browsers load it without a file beside them.
// usage: npm run build:scanner [-- --check]     with --check: exit 1 when the module is not what the source gives
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as asc from 'assemblyscript/asc';
import * as prettier from 'prettier';
import { root } from './lib/paths.mjs';

const source = 'src/sigma/scan/assembly/scanner.ts';
const target = join(root, 'src/sigma/scan/scannerCode.ts');

const files = {};
const { error, stderr } = await asc.main(
  [source, '--outFile', 'scanner.wasm', '--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'stub'].concat([
    '--noAssert',
    '--enable',
    'simd',
    '--enable',
    'bulk-memory',
    '--importMemory',
    '--initialMemory',
    '1',
  ]),
  {
    readFile: (name, folder) => {
      try {
        return readFileSync(join(folder ?? '.', name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, content) => void (files[name] = content),
    listFiles: () => [],
  }
);
if (error) {
  console.error(`build-scanner: ${stderr.toString()}`);
  process.exit(1);
}
const options = { ...(await prettier.resolveConfig(target)), parser: 'typescript' };
const text = await prettier.format(
  `/** The scanner as WebAssembly, base64: made from assembly/scanner.ts by \`npm run build:scanner\`. */
export const SCANNER_CODE = '${Buffer.from(files['scanner.wasm']).toString('base64')}';\n`,
  options
);
if (process.argv.includes('--check')) {
  const same = readFileSync(target, 'utf8') === text;
  console.log(same ? '✓ the scanner is what its source gives' : `${target} is old: run npm run build:scanner.`);
  process.exit(same ? 0 : 1);
}
writeFileSync(target, text);
console.log(`src/sigma/scan/scannerCode.ts  ${files['scanner.wasm'].length} bytes of WebAssembly`);
