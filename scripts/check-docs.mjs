// Checks the documentation: runs what a reader would type, as far as that can be run offline, and lists the rest with the
// reason; compares the commands' pages with the commands' usage, and follows links between pages.
// usage: npm run check:docs [-- [--verbose] [ROOT]]     exit 0 good, 1 problems
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandsOf } from './check-docs/commands.mjs';
import { checkExamples } from './check-docs/examples.mjs';
import { checkLinks } from './check-docs/links.mjs';
import { readPage } from './check-docs/markdown.mjs';
import { runCommand } from './check-docs/run.mjs';
import { checkSourceNames } from './check-docs/sourceNames.mjs';
import { checkUsage, readUsage } from './check-docs/usage.mjs';
import { makeWorkspace } from './check-docs/workspace.mjs';
import { root as ownRoot } from './lib/paths.mjs';

/** Side by side: pages, whose commands run in their order, and demos, which wait for the emulator's pace most of their time. */
const AT_ONCE = 3;
const PLACES = ['README.md', 'CHANGELOG.md', 'docs', 'rules', 'bench'];

/** Folders without source of ours. */
const NO_SOURCE = ['node_modules', 'build', 'dist', '.git', '.cache', 'coverage', 'test-results', 'playwright-report'];

const args = process.argv.slice(2);
const verbose = args.includes('--verbose');
const root = resolve(args.find((arg) => !arg.startsWith('--')) ?? ownRoot);
const text = (name) => readFileSync(join(root, name), 'utf8');

const pages = new Map(pageFiles().map((file) => [file, readPage(text(file))]));
const problems = [
  ...checkLinks(root, pages),
  ...checkExamples(pages),
  ...checkSourceNames(pages, filesBelow('', NO_SOURCE)),
];
problems.push(...checkUsage(pages, readUsage(root), new Set(Object.keys(JSON.parse(text('package.json')).scripts))));

const counts = { ran: 0, skipped: new Map() };
const queue = [...pages].map(([file, page]) => ({ file, ...commandsOf(page, text('.ci/run')) }));
for (const { file, commands, problems: found } of queue) {
  problems.push(...found.map(({ line, message }) => `${file}:${line}: ${message}`));
  for (const { line, text: command, reason } of commands.filter(({ how }) => how === 'skip')) {
    const list = counts.skipped.get(reason ?? 'no reason given') ?? [];
    counts.skipped.set(reason ?? 'no reason given', [...list, `${file}:${line}: ${command}`]);
  }
}
// What takes longest begins first.
const tasks = queue.flatMap(tasksOf).sort((a, b) => Number(isDemo(b.commands[0])) - Number(isDemo(a.commands[0])));
await Promise.all(Array.from({ length: AT_ONCE }, worker));
report();

async function worker() {
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    const { file, commands } = task;
    const workspace = makeWorkspace(root);
    try {
      for (const command of commands) {
        const began = performance.now();
        const found = await runCommand(command, workspace);
        counts.ran++;
        problems.push(...found.map((problem) => `${file}:${command.line}: \`${command.text}\` ${problem}`));
        if (verbose) {
          console.log(`${Math.round(performance.now() - began)} ms  ${file}:${command.line}: ${command.text}`);
        }
      }
    } finally {
      rmSync(workspace.folder, { recursive: true, force: true });
    }
  }
}

/** A page's commands that are run: each demo by itself, all others together. */
function tasksOf({ file, commands }) {
  const run = commands.filter(({ how }) => how !== 'skip');
  const lists = [...run.filter(isDemo).map((command) => [command]), run.filter((command) => !isDemo(command))];
  return lists.filter((list) => list.length > 0).map((list) => ({ file, commands: list }));
}

function isDemo({ text: command }) {
  return command.startsWith('sigtrail demo');
}

function pageFiles() {
  return PLACES.flatMap((place) =>
    place.endsWith('.md')
      ? [place]
      : filesBelow(place, [])
          .filter((file) => file.endsWith('.md'))
          .sort()
  );
}

/** Files below a folder by their path below the root. Folders of these names at its top are left out. */
function filesBelow(place, leftOut) {
  return readdirSync(join(root, place), { withFileTypes: true }).flatMap((entry) => {
    const path = place === '' ? entry.name : `${place}/${entry.name}`;
    if (!entry.isDirectory()) {
      return [path];
    }
    return leftOut.includes(entry.name) ? [] : filesBelow(path, []);
  });
}

function report() {
  for (const [reason, commands] of counts.skipped) {
    console.log(`Not run, ${reason}:`);
    commands.forEach((command) => console.log(`  ${command}`));
  }
  problems.sort().forEach((problem) => console.error(problem));
  const skipped = [...counts.skipped.values()].flat().length;
  console.log(
    `${problems.length === 0 ? '✓' : '✗'} ${pages.size} pages: ${counts.ran} commands run, ${skipped} not run, ${problems.length} problems`
  );
  process.exitCode = problems.length > 0 ? 1 : 0;
}
