import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { LEVELS, type Level } from '../../contract/levels';
import type { MatrixTechnique } from './attackMatrix';

/** What a cell's colour tells: a share of the most there is, or a level. */
export type CellTone = { readonly share: number } | { readonly level: Level };

/** Text stays readable on all of them, in both themes. */
const WEAKEST = 0.12;
const STRONGEST = 0.45;
const OF_LEVEL = 0.3;

/** The background of a cell; without a tone it has none. */
export function cellColour(theme: GrafanaTheme2, tone: CellTone | undefined): string | undefined {
  if (tone === undefined) {
    return undefined;
  }
  return 'level' in tone
    ? colorManipulator.alpha(levelColour(theme, tone.level), OF_LEVEL)
    : colorManipulator.alpha(theme.colors.primary.main, WEAKEST + (STRONGEST - WEAKEST) * Math.min(1, tone.share));
}

/** Like the badges of levels. */
function levelColour(theme: GrafanaTheme2, level: Level): string {
  const colours: Readonly<Record<Level, string>> = {
    critical: theme.colors.error.main,
    high: theme.colors.warning.main,
    medium: theme.visualization.getColorByName('purple'),
    low: theme.colors.info.main,
    informational: theme.colors.secondary.main,
  };
  return colours[level];
}

/** How a technique is coloured: by its number of rules, its highest level, or its matches. */
export function toneOf(
  { rules, highestLevel }: MatrixTechnique,
  by: 'count' | 'level' | 'matches',
  matches: number,
  most: number
): CellTone | undefined {
  if (rules.length === 0) {
    return undefined;
  }
  switch (by) {
    case 'level':
      return { level: highestLevel ?? LEVELS[0] };
    case 'count':
      return { share: shareOf(rules.length, most) };
    case 'matches':
      return matches === 0 ? undefined : { share: shareOf(matches, most) };
  }
}

/** By magnitude: one technique with a thousand matches must not make all others look alike. */
function shareOf(count: number, most: number): number {
  return Math.log(count + 1) / Math.log(Math.max(most, 1) + 1);
}
