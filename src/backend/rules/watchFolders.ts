import { watch, type FSWatcher } from 'node:fs';
import type { ListedFolder } from './listRuleFiles';

export interface FolderWatch {
  stop(): void;
}

/** Editors write a file in several steps, and git many files one after another: wait until it is quiet. */
const DEBOUNCE_MS = 300;
/** Notifications do not come from every file system (network mounts, some containers): look by ourselves too. */
const POLL_MS = 15_000;
/** The system grants a user so many watches; polling sees the rest. */
const MAX_WATCHED = 4_000;

/**
 * Calls `look` whenever something in one of the folders may have changed, and every now and then anyhow. Never two at a
 * time; keeps no process alive.
 *
 * @param look says which folders to watch from now on: those that were added, came back or took another's place too
 */
export function watchFolders(look: () => Promise<readonly ListedFolder[]>, pollMs = POLL_MS): FolderWatch {
  let stopped = false;
  let looking = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      do {
        again = false;
        const folders = await look();
        // What changed between the look and the start of a watch is seen by another look.
        again = (!stopped && watched.follow(folders)) || again;
      } while (again && !stopped);
    } catch {
      // What cannot be read is reported by the reading itself; the next look tries again.
    } finally {
      looking = false;
    }
  };

  let debounce: NodeJS.Timeout | undefined;
  const watched = new Watched(() => {
    clearTimeout(debounce);
    if (!stopped) {
      debounce = setTimeout(() => void run(), DEBOUNCE_MS);
      debounce.unref();
    }
  });
  const timer = setInterval(() => void run(), pollMs);
  timer.unref();
  void run();

  return {
    stop() {
      stopped = true;
      clearTimeout(debounce);
      clearInterval(timer);
      watched.follow([]);
    },
  };
}

/**
 * A watch for each folder. Node's recursive one would take a watch for every file, hidden folders such as git's among them,
 * and lose a folder that is replaced.
 */
class Watched {
  private readonly watchers = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();

  constructor(private readonly onChange: () => void) {}

  /** Watches these folders and no others. @returns whether one of them is watched only now */
  follow(folders: readonly ListedFolder[]): boolean {
    const wanted = new Map(folders.slice(0, MAX_WATCHED).map((folder) => [folder.path, folder.identity]));
    for (const [path, { identity, watcher }] of this.watchers) {
      if (wanted.get(path) !== identity) {
        this.watchers.delete(path);
        watcher.close();
      }
    }
    let fresh = false;
    for (const [path, identity] of wanted) {
      fresh = (!this.watchers.has(path) && this.start(path, identity)) || fresh;
    }
    return fresh;
  }

  private start(path: string, identity: string): boolean {
    try {
      const watcher = watch(path, { persistent: false }, this.onChange);
      watcher.on('error', () => {
        watcher.close();
        if (this.watchers.get(path)?.watcher === watcher) {
          this.watchers.delete(path);
        }
      });
      this.watchers.set(path, { identity, watcher });
      return true;
    } catch {
      // Gone already, or no watch is left to be had: polling sees it.
      return false;
    }
  }
}
