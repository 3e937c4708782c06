import type { TrailJsonData } from '../../../contract/settings';
import type { SectionProps } from '../sectionProps';

/** Sets members of `trail`; undefined removes one. */
export function changeTrail({ json, onChange }: SectionProps, change: Partial<TrailJsonData>): void {
  const trail = { ...json.trail, ...change };
  onChange({ trail: Object.fromEntries(Object.entries(trail).filter(([, value]) => value !== undefined)) });
}
