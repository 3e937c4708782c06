export type * from './types';
export { loadRuleSet } from './collection/loadRuleSet';
export type { LoadOptions } from './collection/parseSource';
export { DEFAULT_LIMITS, type Limits } from './limits';
export { parseSigmaString, printSigmaString } from './value/sigmaString';
export { parseCondition } from './condition/parseCondition';
export { parseTimespan } from './parse/parseTimespan';
