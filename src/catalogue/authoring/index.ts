export { copyOfRule, type CopyChoices } from './copyOfRule';
export { fileNameOf } from './fileName';
export { ruleFields, type RuleField } from './ruleFields';
export { ruleFromEvent, type RuleChoices } from './ruleFromEvent';
export { ruleTestFile, type EventTest } from './ruleTestFile';
export { suppressible, suppressingFilter, type FilteredRule, type Suppressed } from './suppress';
