import { Badge, type BadgeColor } from '@grafana/ui';
import type { Level } from '../../contract/levels';

const COLORS: Readonly<Record<Level, BadgeColor>> = {
  critical: 'red',
  high: 'orange',
  medium: 'purple',
  low: 'blue',
  informational: 'blue',
};

/** A rule's level. The word says it; the colour helps the eye. */
export function LevelBadge({ level }: { level: Level }) {
  return <Badge text={level} color={COLORS[level]} />;
}
