/** Sigma's levels, lowest first. A rule without a level counts as `informational`. */
export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** Sigma's statuses (maturity of a rule). */
export const STATUSES = ['stable', 'test', 'experimental', 'deprecated', 'unsupported'] as const;
export type Status = (typeof STATUSES)[number];

/** Each level as Grafana colours log lines; it knows no high, medium or low (packages/grafana-data/src/types/logs.ts). */
export const LOG_LEVELS: Readonly<Record<Level, string>> = {
  critical: 'critical',
  high: 'error',
  medium: 'warning',
  low: 'info',
  informational: 'debug',
};
