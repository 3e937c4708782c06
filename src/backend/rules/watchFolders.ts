import { watch, type FSWatcher } from 'node:fs';

export interface FolderWatch {
  stop(): void;
}

/** Editors write a file in several steps. */
const DEBOUNCE_MS = 300;
/** Notifications do not come from every file system (network mounts, some containers): look by ourselves too. */
const POLL_MS = 15_000;

/**
 * Calls `look` whenever something below one of the folders may have changed, and every now and then anyhow. Never two
 * at a time; keeps no process alive.
 */
export function watchFolders(folders: readonly string[], look: () => Promise<void>, pollMs = POLL_MS): FolderWatch {
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
        await look();
      } while (again && !stopped);
    } catch {
      // What cannot be read is reported by the reading itself; the next look tries again.
    } finally {
      looking = false;
    }
  };

  let debounce: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(debounce);
    if (!stopped) {
      debounce = setTimeout(() => void run(), DEBOUNCE_MS);
      debounce.unref();
    }
  };
  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    try {
      const watcher = watch(folder, { recursive: true, persistent: false }, changed);
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // A folder that is not there yet: polling finds it.
    }
  }
  const timer = setInterval(() => void run(), pollMs);
  timer.unref();

  return {
    stop() {
      stopped = true;
      clearTimeout(debounce);
      clearInterval(timer);
      watchers.forEach((watcher) => watcher.close());
    },
  };
}
