export { buildCatalogue, type Catalogue, type CatalogueOptions } from './buildCatalogue';
export { canMatch } from './coverage/possible';
export { renderPageText } from './page/renderPageText';
export { attackTags, attackRelease, ATTACK_NOTICE, tactics, techniques, type Tactic, type Technique } from './attack';
export type { NavigatorLayer } from './attack/navigatorLayer';
export {
  eventKnowledge,
  isDataEvent,
  knownEventNames,
  knownEventSources,
  knownFields,
  spellEventName,
  spellEventNameOf,
  type EventCategory,
  type EventKnowledge,
} from './events';
export { checkRules, CLOUDTRAIL_CODES } from './check/checkRules';
export { isForCloudTrail } from './logSource';
