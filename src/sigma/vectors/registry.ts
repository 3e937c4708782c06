import * as collections from './collections';
import * as conditionParse from './conditionParse';
import * as correlationConditions from './correlationConditions';
import * as correlations from './correlations';
import * as filters from './filters';
import * as imds from './imds';
import * as invalidDocuments from './invalidDocuments';
import * as match from './match';
import * as matchDisagreements from './matchDisagreements';
import * as modifiers from './modifiers';
import * as stringParse from './stringParse';
import * as timespans from './timespans';
import * as validators from './validators';
import type { VectorRunner } from './types';
import { parseEvent } from '../event/parseEvent';

/** Runner of each vector file, by the file's name without `.json`. */
export const VECTOR_RUNNERS: Readonly<Record<string, VectorRunner>> = {
  collections: collections.run,
  'condition-parse': conditionParse.run,
  'correlation-conditions': correlationConditions.run,
  correlations: correlations.run,
  filters: filters.run,
  imds: imds.run,
  'invalid-documents': invalidDocuments.run,
  match: match.run,
  'match-disagreements': matchDisagreements.run,
  modifiers: modifiers.run,
  'string-parse': stringParse.run,
  timespans: timespans.run,
  validators: validators.run,
};

/** A file's data. Events keep the digits of their integers; in other files a number is a rule's, and a number. */
export function parseVectors(name: string, text: string): unknown {
  return name === 'match' ? parseEvent(text) : (JSON.parse(text) as unknown);
}
