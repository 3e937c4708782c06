// The commands of a page's `sh` blocks, and what is done with each: run here, started and stopped, run by another step of
// .ci/run, or not run, with the reason.

const SHELL = /^(?:sh|bash|shell|console)\b/;
/** Words that begin a command of ours, or of the tools that pages use. */
const COMMAND = /^(?:\$ )?(?:npx |npm |sigtrail |docker |git |curl |aws |node |unzip )/;

/** Why commands of a kind are not run here; the first that fits counts. */
const REASONS = [
  [/^(?:\w+=\S* )*sigtrail match .*--trail /, 'needs Athena or a Trino; tests on a real Trino run it'],
  [/^aws .*--endpoint-url/, 'needs the AWS command line; `check:boto3` asks the emulator the same'],
  [/^aws /, 'needs AWS'],
  [/^docker /, 'needs Docker; `check:compose` checks what it starts'],
  [/^git /, 'needs the network'],
  [/^curl /, 'needs a Grafana'],
  [/^npm run (?:bench:|fuzz)/, 'long-running: a measurement'],
  [/^npm run (?:screenshots|dev|server)/, 'long-running'],
  [/^npm (?:i|install) /, 'needs the network'],
];

/**
 * The commands of a page, lines joined where they end in a backslash, lists of `&&` taken apart.
 *
 * @param {object} page of readPage
 * @param {string} ci the text of .ci/run
 * @returns {{commands: {line: number, text: string, exitCode: number, how: 'run' | 'stop' | 'skip', reason?: string,
 * shape?: object}[], problems: {line: number, message: string}[]}}
 */
export function commandsOf({ blocks }, ci) {
  const commands = [];
  const problems = [];
  blocks.forEach((block, index) => {
    if (!SHELL.test(block.info)) {
      if (/^(?:text)?$/.test(block.info) && block.lines.some((line) => COMMAND.test(line.trim()))) {
        problems.push({ line: block.line, message: 'this block has commands. Begin it with ```sh.' });
      }
      return;
    }
    // What stands behind `sh` is for this check alone: GitHub shows the first word's colours.
    const reason = /\bnot run: (.+)$/.exec(block.info)?.[1];
    const own = shellCommands(block).map((command) => ({ ...command, ...howOf(command.text, reason, ci) }));
    const next = blocks[index + 1];
    if (own.length === 1 && own[0].how === 'run' && own[0].text.includes('--json') && next?.info === 'json') {
      own[0].shape = { line: next.line, text: next.lines.join('\n') };
    }
    commands.push(...own);
    for (const { line, text, how, reason: why } of own) {
      if (how === 'skip' && why === undefined) {
        problems.push({
          line,
          message: `\`${text}\` is not run, and nothing says why. Write \`\`\`sh not run: REASON, or teach scripts/check-docs.`,
        });
      }
    }
  });
  return { commands, problems };
}

function shellCommands({ line: first, lines }) {
  const commands = [];
  let pending;
  lines.forEach((raw, index) => {
    const line = pending?.line ?? first + index;
    const text = `${pending?.text ?? ''}${raw.trim()}`;
    pending = undefined;
    if (text.endsWith('\\')) {
      pending = { line, text: text.slice(0, -1) };
      return;
    }
    const [, code, comment] = /^(.*?)(?:(?:^|\s+)#\s(.*))?$/.exec(text);
    const exitCode = Number(/exit code (\d+)/.exec(comment ?? '')?.[1] ?? 0);
    for (const part of code.split(' && ')) {
      const command = part.trim().replace(/^\$ /, '');
      if (command !== '') {
        commands.push({ line, text: command.replace(/\bnpx sigtrail\b/, 'sigtrail'), exitCode });
      }
    }
  });
  return commands;
}

function howOf(text, blockReason, ci) {
  if (blockReason !== undefined) {
    return { how: 'skip', reason: blockReason };
  }
  const known = REASONS.find(([pattern]) => pattern.test(text));
  if (known) {
    return { how: 'skip', reason: known[1] };
  }
  if (/^sigtrail (?:emulate\b|demo\b(?!.* --(?:once|json)\b))/.test(text)) {
    return { how: 'stop' };
  }
  if (/^(?:sigtrail|cat|mkdir|printf) /.test(text)) {
    return { how: 'run' };
  }
  if (text === 'npm start') {
    return { how: 'skip', reason: 'is `sigtrail demo`, which is run here' };
  }
  if (isStep(text, ci)) {
    return { how: 'skip', reason: 'a step of .ci/run' };
  }
  return { how: 'skip' };
}

/** Whether .ci/run has the command: `npm run e2e` as `npm run --silent e2e` too. */
function isStep(text, ci) {
  const [, words] = /^(npm (?:ci|test|start|run [\w:-]+))(?: |$)/.exec(text) ?? [];
  const steps = ci.split('\n').map((line) => line.replace(/ --silent\b/, ''));
  return words !== undefined && steps.some((line) => new RegExp(`(?:^|\\s)${words}(?:\\s|$)`).test(line));
}
