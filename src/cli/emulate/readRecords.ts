import { eventFiles, recordsOf } from '../input/eventFiles';

/** The records of files and folders as JSON texts, in the files' order, with the accounts that they name. */
export async function readRecords(paths: readonly string[]): Promise<{ texts: string[]; accounts: string[] }> {
  const texts: string[] = [];
  const accounts = new Set<string>();
  for (const file of await eventFiles(paths)) {
    for await (const records of recordsOf(file)) {
      for (const { text } of records) {
        // What is no record is kept, so that it is counted where all others are.
        texts.push(text ?? '');
        const account = accountOf(text ?? '');
        if (account !== undefined) {
          accounts.add(account);
        }
      }
    }
  }
  return { texts, accounts: [...accounts] };
}

function accountOf(text: string): string | undefined {
  try {
    const record = JSON.parse(text) as { recipientAccountId?: unknown } | null;
    const id = record?.recipientAccountId;
    return typeof id === 'string' && /^\d{12}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
