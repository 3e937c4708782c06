export { canBeFilled } from './alertQueries';
export { alertRules } from './alertRules';
export { parseDuration } from './duration';
export { AlertOptionError, PER, type AlertOptions } from './options';
export { ALERT_CONTENT_TYPES, ALERT_FORMATS, renderAlertRules, type AlertFormat } from './render';
