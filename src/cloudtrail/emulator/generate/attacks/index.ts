import { chainPlays } from './chains';
import { credentialsPlays } from './credentials';
import { keyDeletion, openedToInternet, publicSnapshot } from './data';
import { defencesPlays } from './defences';
import { destructionPlays } from './destruction';
import { exposurePlays } from './exposure';
import { administratorAttached, keyForOther, mfaRemoved, trustOpened } from './iam';
import { instanceCredentialsOutside, instanceExplores } from './instance';
import { logGroupDeleted, trailStopped } from './logging';
import { organisationPlays } from './organisation';
import { persistencePlays } from './persistence';
import type { Play } from './play';
import { rootSignIn } from './root';
import { signInPlays } from './signIn';
import { workloadsPlays } from './workloads';

export { stepsOf, type NearMiss, type Play } from './play';

/** One for every bundled rule. */
export const PLAYS: readonly Play[] = [
  instanceCredentialsOutside,
  instanceExplores,
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
  ...chainPlays,
  ...credentialsPlays,
  ...defencesPlays,
  ...destructionPlays,
  ...exposurePlays,
  ...organisationPlays,
  ...persistencePlays,
  ...signInPlays,
  ...workloadsPlays,
];
