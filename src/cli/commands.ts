import type { Io } from './io';

/** A command's body: its arguments, where to write, and its exit code. */
export type CommandFunction = (args: string[], io: Io) => Promise<number>;

export interface Command {
  readonly name: string;
  readonly synopsis: string;
  readonly summary: string;
  /** Loaded when the command runs, so that `--help` and small commands start fast. */
  load(): Promise<CommandFunction>;
}

/** Every command, in the order in which a new user meets them. */
export const commands: readonly Command[] = [
  {
    name: 'demo',
    synopsis: '[--once] [--port P] [--json]',
    summary: 'Shows it all: emulator, backend executable, detections, the alert frame, then the pages.',
    load: async () => (await import('./demo/command')).demoCommand,
  },
  {
    name: 'check',
    synopsis: 'PATH… [--pipeline FILE] [--json]',
    summary: 'Prints the problems of rules with file:line:column.',
    load: async () => (await import('./check/command')).checkCommand,
  },
  {
    name: 'match',
    synopsis: '--rules PATH… --events PATH… [--output counts|ndjson] [--threads N] [--pipeline FILE] [--json]',
    summary: 'Runs rules over CloudTrail files (.json, .json.gz, .ndjson, folders), in constant memory.',
    load: async () => (await import('./match/command')).matchCommand,
  },
  {
    name: 'sql',
    synopsis: '--rules PATH… --table CATALOG.SCHEMA.TABLE --from T [--to T] [--exact] [--counts] [--json] …',
    summary: 'Prints the statement that asks a trail in S3 for all that the rules can match (docs/commands/sql.md).',
    load: async () => (await import('./sql/command')).sqlCommand,
  },
  {
    name: 'trail-ddl',
    synopsis: '--bucket BUCKET --accounts ID… --regions R… [--organization o-…] [--engine athena|trino] [--json] …',
    summary: 'Prints the table to create over a trail’s bucket, for Athena or Trino (docs/commands/trail-ddl.md).',
    load: async () => (await import('./trailDdl/command')).trailDdlCommand,
  },
  {
    name: 'explain',
    synopsis: '--rule FILE --event FILE [--pipeline FILE] [--json]',
    summary: 'Shows why a rule matches an event, or why not.',
    load: async () => (await import('./explain/command')).explainCommand,
  },
  {
    name: 'page',
    synopsis: '--rule FILE [--rules PATH…] [--pipeline FILE] [--json]',
    summary: 'Prints the rule page.',
    load: async () => (await import('./page/command')).pageCommand,
  },
  {
    name: 'test',
    synopsis: 'PATH… [--json]',
    summary: 'Runs the rules’ test files (name.test.yml).',
    load: async () => (await import('./test/command')).testCommand,
  },
  {
    name: 'export',
    synopsis: '--rules PATH… --datasource-uid UID [--format yaml|json|hcl] [--folder F] [--per rule|level] …',
    summary:
      'Prints alert rules for Grafana: provisioning YAML, API JSON or Terraform (docs/commands/export.md has all options).',
    load: async () => (await import('./export/command')).exportCommand,
  },
  {
    name: 'emulate',
    synopsis: '[--port P] [--data PATH… [--retime now]] [--generate]',
    summary: 'Runs the CloudTrail emulator alone.',
    load: async () => (await import('./emulate/command')).emulateCommand,
  },
];
