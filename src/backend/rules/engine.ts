/** What the backend uses of the Sigma engine. */
export {
  compileEngine,
  correlator,
  explainRule,
  fieldValues,
  matchedValues,
  necessaryValues,
  type CorrelationHit,
  type Engine,
} from '../../sigma';
