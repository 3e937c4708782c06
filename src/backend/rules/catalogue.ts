/** What the backend uses of the catalogue. */
export { buildCatalogue, eventKnowledge, knownFields, spellEventName, type Catalogue } from '../../catalogue';
