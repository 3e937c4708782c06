import { eventFiles, recordsOf } from '../input/eventFiles';

/** The records of files and folders as JSON texts, in the files' order, with the accounts and regions that they name. */
export async function readRecords(
  paths: readonly string[]
): Promise<{ texts: string[]; accounts: string[]; regions: string[] }> {
  const texts: string[] = [];
  const accounts = new Set<string>();
  const regions = new Set<string>();
  for (const file of await eventFiles(paths)) {
    for await (const records of recordsOf(file)) {
      for (const { text } of records) {
        // What is no record is kept, so that it is counted where all others are.
        texts.push(text ?? '');
        const { account, region } = placeOf(text ?? '');
        if (account !== undefined) {
          accounts.add(account);
        }
        if (region !== undefined) {
          regions.add(region);
        }
      }
    }
  }
  return { texts, accounts: [...accounts], regions: [...regions] };
}

function placeOf(text: string): { account?: string; region?: string } {
  try {
    const { recipientAccountId: id, awsRegion: name } = (JSON.parse(text) ?? {}) as Record<string, unknown>;
    return {
      ...(typeof id === 'string' && /^\d{12}$/.test(id) ? { account: id } : {}),
      ...(typeof name === 'string' && /^[a-z0-9-]+$/.test(name) ? { region: name } : {}),
    };
  } catch {
    return {};
  }
}
