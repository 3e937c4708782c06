// What pages say of commands, against what the commands say of themselves.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { inlineCode } from './markdown.mjs';

const OPTION = /--[a-z][a-z-]*/g;

/**
 * The commands of `sigtrail --help`, each with the options of its usage.
 *
 * @param {string} root the repository
 * @returns {Map<string, Set<string>>}
 */
export function readUsage(root) {
  const ask = (...args) =>
    spawnSync(process.execPath, [join(root, 'bin/sigtrail.js'), ...args], { encoding: 'utf8', timeout: 120_000 });
  const { stdout, stderr } = ask('--help');
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name]) => name);
  if (names.length === 0) {
    throw new Error(`\`sigtrail --help\` lists no command. ${stderr}`);
  }
  return new Map(names.map((name) => [name, optionsOf(ask(name, '--no-such-option').stderr)]));
}

function optionsOf(stderr) {
  const usage = /usage: [\s\S]*/.exec(stderr)?.[0] ?? '';
  return new Set(usage.match(OPTION) ?? []);
}

/**
 * Each command has a page `docs/commands/NAME.md` with a row for each of its options and for nothing else; commands, options
 * and scripts of npm that inline code names are there.
 *
 * @param {Map<string, object>} pages
 * @param {Map<string, Set<string>>} usage
 * @param {Set<string>} scripts of package.json
 * @returns {string[]} problems as `file:line: …`
 */
export function checkUsage(pages, usage, scripts) {
  const problems = [];
  for (const [name, options] of usage) {
    const file = `docs/commands/${name}.md`;
    const page = pages.get(file);
    if (!page) {
      problems.push(`${file}:1: is missing: each command has its page.`);
      continue;
    }
    const rows = page.prose.filter(({ text }) => /^\|\s*`--/.test(text));
    const told = new Set(rows.flatMap(({ text }) => text.split(/(?<!\\)\|/)[1].match(OPTION) ?? []));
    const missing = [...options].filter((option) => !told.has(option));
    const invented = [...told].filter((option) => !options.has(option));
    problems.push(...missing.map((option) => `${file}:1: has no row for ${option}, which the command takes.`));
    problems.push(...invented.map((option) => `${file}:1: has ${option}, which the command does not take.`));
  }
  for (const [file, page] of pages) {
    for (const { line, code } of inlineCode(page)) {
      const problem = whatIsWrong(code, usage, scripts);
      if (problem) {
        problems.push(`${file}:${line}: \`${code}\`: ${problem}`);
      }
    }
  }
  return problems;
}

function whatIsWrong(code, usage, scripts) {
  const script = /^npm run ([\w:-]+)/.exec(code)?.[1];
  if (script !== undefined) {
    return scripts.has(script) || script.endsWith(':') ? undefined : `package.json has no script ${script}.`;
  }
  const [, name, rest] = /^(?:npx )?sigtrail ([a-z][a-z-]*)(.*)$/.exec(code) ?? [];
  if (name === undefined) {
    return undefined;
  }
  const options = usage.get(name);
  const unknown = options && (rest.match(OPTION) ?? []).find((option) => !options.has(option) && option !== '--help');
  return options ? unknown && `${name} takes no ${unknown}.` : `there is no command ${name}.`;
}
