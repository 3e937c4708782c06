import { commands } from './commands';

/** The text of `sigtrail --help`. */
export function usage(): string {
  const lines = commands.map(
    (command) => `  ${command.name.padEnd(8)} ${command.synopsis}\n           ${command.summary}`
  );
  return [
    'usage: sigtrail COMMAND [ARGUMENTS]',
    '',
    ...lines,
    '',
    '--json on each command prints JSON. Exit code: 0 fine, 1 findings or failed tests, 2 bad usage or input.',
    '',
  ].join('\n');
}
