/** What the backend uses of the Sigma engine. */
export {
  compileEngine,
  correlator,
  describeCounted,
  explainCorrelation,
  explainRule,
  fieldValues,
  matchedValues,
  nearWindows,
  necessaryValues,
  referenceTitle,
  subjectOf,
  type CorrelationHit,
  type Engine,
  type GroupWindow,
  type NearWindow,
} from '../../sigma';
