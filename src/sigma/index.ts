export type * from './types';
export { loadRuleSet } from './collection/loadRuleSet';
export { subjectOf } from './collection/subjectOf';
export type { LoadOptions } from './collection/parseSource';
export { loadPipelines, type LoadedPipelines } from './pipeline/loadPipelines';
export type { Pipeline } from './pipeline/types';
export { DEFAULT_LIMITS, type Limits } from './limits';
export { parseSigmaString, printSigmaString } from './value/sigmaString';
export { parseCondition } from './condition/parseCondition';
export { resolveCondition, type ResolvedNode } from './condition/resolveCondition';
export type { ConditionFault, ConditionNode } from './condition/ast';
export { parseTimespan } from './parse/parseTimespan';
export { parseCorrelationCondition } from './condition/parseCorrelationCondition';
export { parseSource, type ParsedSource } from './collection/parseSource';
export { checkRuleSet } from './check/checkRuleSet';
export type { KnownTags } from './check/tags';
export { printRule } from './print/printRule';
export { printYaml } from './print/printYaml';
export { PROBLEM_CODES, type ProblemCode } from './parse/codes';
export { MODIFIER_NAMES } from './modifiers/registry';
export { CORRELATION_OPERATORS } from './parse/parseCorrelationThreshold';
export { CORRELATION_TYPES } from './parse/parseCorrelation';
export { checkRegex, type RegexFault } from './regex/checkRegex';
export { formatNetwork, parseCidr, parseIpv4, parseIpv6, type Network } from './value/cidr';
export { compileEngine, EventParseError, type Engine, type EngineOptions } from './compile/engine';
export { columnMatcher, type ColumnMatcher } from './columns/columnMatcher';
export { columnsOf } from './columns/columnsOf';
export { columnOfRow, OPAQUE, type Column, type Columns, type ColumnValue } from './columns/columns';
export type { Bits } from './columns/bits';
export { remembering } from './columns/remembering';
export { predicateKey } from './compile/predicateKey';
export { predicateTest, type EventTest } from './match/predicateTest';
export { fieldReader, fieldValues, leavesOf } from './event/fields';
export { parseEvent } from './event/parseEvent';
export { quietRules } from './correlate/quietRules';
export { fold, leafText } from './event/text';
export { necessaryValues } from './analyse/necessaryValues';
export { explainRule, type ExplainedNode, type Explanation } from './explain/explainRule';
export { describeCounted, describeGroup, referenceTitle } from './explain/describeCorrelation';
export { explainCorrelation } from './explain/explainCorrelation';
export { describePredicate, predicateKind, predicateValue } from './explain/describe';
export { matchedValues } from './explain/matchedValues';
export {
  correlator,
  type CorrelationHit,
  type Correlator,
  type CorrelatorOptions,
  type GroupWindow,
} from './correlate/correlator';
export { nearWindows, type NearWindow, type NearWindows } from './correlate/nearWindows';
