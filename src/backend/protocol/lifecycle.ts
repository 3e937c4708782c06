import type { Logger } from './log';

/** A host that died cannot say so: its child gets another parent. */
const PARENT_CHECK_MS = 1000;

/**
 * Ties the process to its host: SIGTERM and SIGHUP stop it cleanly, SIGINT is left to the host (a Ctrl-C in a terminal
 * reaches both), and it stops when its parent is gone. A stray rejection or exception is logged and survived: one
 * query's bug must not take the others' answers and the event cache with it.
 *
 * @returns a function that undoes it, for tests
 */
export function followHost(logger: Logger, stop: (reason: string) => void): () => void {
  const ignore = () => logger.debug('SIGINT is left to the host.');
  const onSignal = (signal: NodeJS.Signals) => stop(signal);
  const onRejection = (error: unknown) => logger.error('A promise was rejected and nobody handled it.', { error });
  const onException = (error: unknown) => logger.error('An exception was not caught.', { error });
  process.on('SIGINT', ignore);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);

  const parent = process.ppid;
  const timer = setInterval(() => {
    if (isGone(parent)) {
      stop('the host is gone');
    }
  }, PARENT_CHECK_MS);
  timer.unref();

  return () => {
    clearInterval(timer);
    process.off('SIGINT', ignore);
    process.off('SIGTERM', onSignal);
    process.off('SIGHUP', onSignal);
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}

function isGone(parent: number): boolean {
  if (process.platform !== 'win32') {
    return process.ppid !== parent;
  }
  // Windows hands no orphan to another parent.
  try {
    process.kill(parent, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
