import { LEVELS, type Level } from '../../contract/levels';
import type { SigtrailJsonData } from '../../contract/settings';

/** The level that a severity stands for in a data source; undefined for a label that it does not give. */
export function levelOfSeverity(
  severity: string,
  severityLabels: SigtrailJsonData['severityLabels'] = {}
): Level | undefined {
  return LEVELS.find((level) => (severityLabels[level] ?? level) === severity);
}

/** Detections, the gravest first. */
export function gravestFirst<T extends { readonly severity: string }>(
  rows: readonly T[],
  severityLabels?: SigtrailJsonData['severityLabels']
): T[] {
  const rank = ({ severity }: T) => {
    const level = levelOfSeverity(severity, severityLabels);
    return level === undefined ? -1 : LEVELS.indexOf(level);
  };
  return [...rows].sort((a, b) => rank(b) - rank(a));
}
