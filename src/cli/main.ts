import { commands } from './commands';
import type { Io } from './io';
import { usage } from './usage';

/**
 * Runs one `sigtrail` command.
 *
 * @param argv what follows the program's name
 * @returns the exit code: 0 fine, 1 findings or failed tests, 2 bad usage or input
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    io.out(`${process.env.SIGTRAIL_VERSION ?? 'development'}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    io.err(`sigtrail: there is no command "${name}". \`sigtrail --help\` lists them.\n`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    io.out(`usage: sigtrail ${command.name} ${command.synopsis}\n\n${command.summary}\n`);
    return 0;
  }
  const execute = await command.load();
  return execute([...args], io);
}
