/** What the backend uses of the catalogue. */
export {
  buildCatalogue,
  canMatch,
  eventKnowledge,
  isForCloudTrail,
  knownFields,
  spellEventName,
  type Catalogue,
} from '../../catalogue';
