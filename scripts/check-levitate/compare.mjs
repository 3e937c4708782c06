import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTsProgram, getIncompatibilitiesBetweenPackages, getSymbolDiff } from '@grafana/levitate';

// Its progress would hide what is found.
process.env.LEVITATE_SILENT = 'true';

/**
 * What Grafana's levitate finds incompatible: of each package in `names`, what `entry` and all that it imports use, as it is
 * in the folder `from` and as it is in each folder of `targets`, `{release: folder}`. Gives
 * `{release, name, package, file, line, kind: 'changed' | 'removed', diff}`.
 */
export async function incompatibilities({ entry, names, from, targets }) {
  const program = createTsProgram(entry);
  // It compares types of two programs, which works only where each package is by itself and finds no other.
  const bare = mkdtempSync(join(tmpdir(), 'levitate-'));
  const before = process.cwd();
  try {
    copyTypes(bare, names, { from, ...targets });
    // It takes a package from the working folder where it is there, and from the registry only where it is not.
    process.chdir(join(bare, 'from'));
    const found = [];
    for (const release of Object.keys(targets)) {
      for (const name of names) {
        const some = await getIncompatibilitiesBetweenPackages(program, name, join(bare, release, name), {});
        found.push(...some.map((one) => incompatibility(release, name, one)));
      }
    }
    return found;
  } finally {
    process.chdir(before);
    rmSync(bare, { recursive: true });
  }
}

/** Of each package what levitate reads: it does not follow links. */
function copyTypes(bare, names, folders) {
  const isRead = (path) => statSync(path).isDirectory() || /(^|\/)package\.json$|\.d\.[cm]?ts$/.test(path);
  for (const [release, folder] of Object.entries(folders)) {
    for (const name of names) {
      cpSync(join(folder, name), join(bare, release, name), { recursive: true, filter: isRead });
    }
  }
}

function incompatibility(release, from, { name, sourceFile, codeIdentifier, change }) {
  const { line } = sourceFile.getLineAndCharacterOfPosition(codeIdentifier.getStart());
  const place = { file: sourceFile.fileName, line: line + 1 };
  return {
    release,
    name,
    package: from,
    ...place,
    kind: change ? 'changed' : 'removed',
    diff: change ? diffOf(change) : '',
  };
}

function diffOf({ prev, prevProgram, current, currentProgram }) {
  return getSymbolDiff({
    prev: { key: prev.getName(), symbol: prev, program: prevProgram },
    current: { key: current.getName(), symbol: current, program: currentProgram },
  });
}
