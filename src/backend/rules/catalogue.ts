/** What the backend uses of the catalogue. */
export {
  buildCatalogue,
  eventKnowledge,
  isForCloudTrail,
  knownFields,
  spellEventName,
  type Catalogue,
} from '../../catalogue';
