import { setTimeout as wait } from 'node:timers/promises';

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set. Run these tests by \`npm run test:trino\`, which starts a Trino.`);
  }
  return value;
}

/** The Trino of this run: `http://127.0.0.1:PORT`, any user, catalog `hive`. */
export function trinoUrl(): string {
  return setting('SIGTRAIL_TRINO_URL');
}

/** The folder that Trino's `local:///` is. */
export function trinoFiles(): string {
  return setting('SIGTRAIL_TRINO_FILES');
}

/** Ends Trino as a crash does, and starts it again on the same port and tables; takes about ten seconds. */
export async function restartTrino(): Promise<void> {
  const answer = await fetch(`${setting('SIGTRAIL_TRINO_CONTROL')}/restart`, { method: 'POST' });
  if (!answer.ok) {
    throw new Error(`Trino did not come up again: ${await answer.text()}`);
  }
}

interface StatementAnswer {
  readonly nextUri?: string;
  readonly data?: readonly unknown[][];
  readonly error?: { readonly errorName: string; readonly message: string };
}

/**
 * Runs a statement by the plainest client there is, apart from the product's, so that tests can check the one by the
 * other. All rows, as Trino's JSON has them.
 *
 * @throws Error with Trino's name of the error and its message
 */
export async function trinoRows(statement: string): Promise<unknown[][]> {
  const headers = { 'x-trino-user': 'harness', 'x-trino-catalog': 'hive', 'x-trino-schema': 'default' };
  const rows: unknown[][] = [];
  let request = fetch(`${trinoUrl()}/v1/statement`, { method: 'POST', headers, body: statement });
  for (;;) {
    const reply = await request;
    if (reply.status === 503) {
      await wait(100);
      request = fetch(reply.url);
      continue;
    }
    const answer = (await reply.json()) as StatementAnswer;
    rows.push(...(answer.data ?? []));
    if (answer.error) {
      throw new Error(`${answer.error.errorName}: ${answer.error.message}`);
    }
    if (!answer.nextUri) {
      return rows;
    }
    request = fetch(answer.nextUri);
  }
}
