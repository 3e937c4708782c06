import type { EventTest } from '../../../catalogue/authoring';

/** What is kept of unsaved work. */
export interface Draft {
  readonly text: string;
  readonly tests: readonly EventTest[];
  /** Epoch milliseconds. */
  readonly savedMs: number;
  /** Of the file that the text was made from: somebody may have changed it since. */
  readonly etag?: string;
}

/** Storage as the browser has it; it may be full or forbidden. */
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const PREFIX = 'sigtrail.workbench.';
/** The browser allows about five million characters to all of Grafana. */
const MOST_DRAFTS = 10;
const MOST_CHARACTERS = 200_000;

/**
 * Unsaved work, by what it began with, in the browser's storage: the latest ten, none of them large. What cannot be stored is
 * not kept, and nothing fails.
 *
 * @param owner whose they are: two users of one browser have their own
 */
export function drafts(storage: DraftStorage, owner: string) {
  const name = `${PREFIX}${owner}`;
  const read = (): Record<string, Draft> => {
    try {
      const value: unknown = JSON.parse(storage.getItem(name) ?? '{}');
      return Object.fromEntries(
        Object.entries(value ?? {}).filter((entry): entry is [string, Draft] => isDraft(entry[1]))
      );
    } catch {
      return {};
    }
  };
  const write = (all: ReadonlyArray<[string, Draft]>): boolean => {
    try {
      if (all.length === 0) {
        storage.removeItem(name);
      } else {
        storage.setItem(name, JSON.stringify(Object.fromEntries(all)));
      }
      return true;
    } catch {
      return false;
    }
  };
  const others = (key: string) => Object.entries(read()).filter(([each]) => each !== key);
  return {
    get: (key: string): Draft | undefined => read()[key],
    /** @returns whether it is kept */
    set(key: string, draft: Draft): boolean {
      if (JSON.stringify(draft).length > MOST_CHARACTERS) {
        return false;
      }
      const all: Array<[string, Draft]> = [...others(key), [key, draft]];
      const latest = all.sort(([, a], [, b]) => b.savedMs - a.savedMs).slice(0, MOST_DRAFTS);
      // Full of what others store: better this draft alone than none.
      return write(latest) || write([[key, draft]]);
    },
    remove: (key: string): void => void write(others(key)),
  };
}
export type Drafts = ReturnType<typeof drafts>;

function isDraft(value: unknown): value is Draft {
  const { text, tests, savedMs, etag } = (value ?? {}) as Partial<Record<keyof Draft, unknown>>;
  const isWork = typeof text === 'string' && Array.isArray(tests) && tests.every(isTest);
  return isWork && typeof savedMs === 'number' && (etag === undefined || typeof etag === 'string');
}

function isTest(value: unknown): value is EventTest {
  const { name, match, event } = (value ?? {}) as Partial<Record<keyof EventTest, unknown>>;
  return typeof name === 'string' && typeof match === 'boolean' && typeof event === 'object' && event !== null;
}
