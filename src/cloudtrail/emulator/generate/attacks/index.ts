import { keyDeletion, openedToInternet, publicSnapshot } from './data';
import { administratorAttached, keyForOther, mfaRemoved, trustOpened } from './iam';
import { instanceCredentialsOutside } from './instance';
import { logGroupDeleted, trailStopped } from './logging';
import { persistencePlays } from './persistence';
import type { Play } from './play';
import { rootSignIn } from './root';

export { stepsOf, type NearMiss, type Play } from './play';

/** One for every bundled rule. */
export const PLAYS: readonly Play[] = [
  instanceCredentialsOutside,
  trailStopped,
  rootSignIn,
  trustOpened,
  publicSnapshot,
  administratorAttached,
  keyDeletion,
  keyForOther,
  mfaRemoved,
  openedToInternet,
  logGroupDeleted,
  ...persistencePlays,
];
