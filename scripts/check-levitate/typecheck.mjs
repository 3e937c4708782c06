import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { root } from '../lib/paths.mjs';

/** Errors of the type check of `entry` and all that it imports, where `names` are the packages in the folder `from`. */
export function typeErrors({ entry, names, from, folder }) {
  const paths = Object.fromEntries(names.map((name) => [name, [join(from, name)]]));
  const path = join(folder, 'tsconfig.json');
  const options = { noEmit: true, incremental: false, sourceMap: false, paths };
  writeFileSync(
    path,
    JSON.stringify({
      extends: relative(folder, join(root, 'tsconfig.json')),
      compilerOptions: options,
      include: [],
      files: [entry, join(root, 'src/preview/grafanaRuntimeInternal.d.ts')],
    })
  );
  const config = ts.getParsedCommandLineOfConfigFile(
    path,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail }
  );
  const program = ts.createProgram(config.fileNames, config.options);
  return [...config.errors, ...ts.getPreEmitDiagnostics(program)].map(sentence);
}

function fail(diagnostic) {
  throw new Error(sentence(diagnostic));
}

function sentence({ file, start, messageText }) {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  if (!file) {
    return text;
  }
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${relative(root, file.fileName)}:${line + 1}:${character + 1}: ${text}`;
}
