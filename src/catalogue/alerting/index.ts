export { alertRules } from './alertRules';
export { parseDuration } from './duration';
export type { AlertQuery, AlertRule, AlertRuleGroup, AlertRules } from './model';
export { AlertOptionError, PER, type AlertOptions, type Per } from './options';
export { ALERT_CONTENT_TYPES, ALERT_FORMATS, renderAlertRules, type AlertFormat } from './render';
