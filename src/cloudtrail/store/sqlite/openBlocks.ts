import { BlockReader } from './blockReader';
import { openForReading } from './database';

export type { BlockReader } from './blockReader';

/** Reads blocks of a store's file beside the store, in another thread. @throws where the file cannot be opened */
export function openBlocks(file: string): { reader: BlockReader; close(): void } {
  const database = openForReading(file);
  return { reader: new BlockReader(database), close: () => database.close() };
}
