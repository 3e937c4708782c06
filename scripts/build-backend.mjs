// Builds the backend: one bundle, then executables in dist/datasource/.
// usage: node scripts/build-backend.mjs [--all | --target OS_ARCH …] [--bundle-only]
//   default: for this machine; --all: linux, darwin, windows (fetches Bun for them from npm once, into .cache/bun)
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.mjs';
import { compile } from './lib/compile.mjs';
import { backendBundle, root } from './lib/paths.mjs';
import { hostTarget, targets } from './lib/targets.mjs';

const names = targets.map(({ os, arch }) => `${os}_${arch}`);

function chosenTargets({ all, target }) {
  if (all) {
    return targets;
  }
  if (target) {
    return target.map((name) => {
      const index = names.indexOf(name);
      if (index < 0) {
        throw new Error(`There is no target ${name}. The targets are ${names.join(', ')}.`);
      }
      return targets[index];
    });
  }
  const own = hostTarget();
  if (!own) {
    throw new Error(
      `No executable can be built for ${process.platform} ${process.arch}. Choose: --target ${names.join(' | ')}.`
    );
  }
  return [own];
}

try {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean' },
      target: { type: 'string', multiple: true },
      'bundle-only': { type: 'boolean' },
    },
  });
  const chosen = values['bundle-only'] ? [] : chosenTargets(values);
  await bundle('src/backend/main.ts', backendBundle);
  console.log(relative(root, backendBundle));
  for (const target of chosen) {
    const { path, bytes } = compile(backendBundle, target);
    console.log(`${relative(root, path)}  ${(bytes / 1e6).toFixed(1)} MB`);
  }
} catch (error) {
  console.error(`build-backend: ${error.message}`);
  process.exitCode = 1;
}
