import { css, cx } from '@emotion/css';
import { Link } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { techniques } from '../../catalogue/attack';
import { catalogueLink } from '../shared/appLinks';
import type { MatrixTechnique } from './attackMatrix';
import { cellColour, toneOf } from './cellColour';
import type { CoverageState } from './coverageUrl';

/** What all cells share. */
export interface CellContext {
  readonly state: Pick<CoverageState, 'colour' | 'levels' | 'statuses' | 'shown' | 'subs'>;
  /** Rule → matches in the range; absent where they are not known. */
  readonly matches?: ReadonlyMap<string, { readonly total: number }>;
  /** The most that a technique has of what colours tell. */
  readonly most: number;
  /** What links take along. */
  readonly common: string;
}

interface Props extends CellContext {
  readonly technique: MatrixTechnique;
  readonly isSub?: boolean;
}

/** A technique with how many rules there are for it; below it its sub-techniques, where they are wanted. */
export function TechniqueCell({ technique, isSub = false, ...context }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { id, name, rules, subTechniques } = technique;
  const { state, most, common, matches } = context;
  const matched = matchesOf(technique, matches);
  const background = cellColour(theme, toneOf(technique, state.colour, matched, most));
  const text = (
    <>
      <span>
        {id} {name}
      </span>
      <span className={styles.count}>{countText(technique, state.colour, matched, matches !== undefined)}</span>
    </>
  );
  const className = cx(styles.cell, isSub && styles.sub, rules.length === 0 && styles.gap);
  const url = techniques().get(id)?.url;
  return (
    <li>
      {rules.length > 0 ? (
        <Link
          to={catalogueLink({ technique: linked(technique), level: state.levels, status: state.statuses }, common)}
          className={className}
          style={{ background }}
        >
          {text}
        </Link>
      ) : (
        <a href={url} target="_blank" rel="noreferrer" className={className} title="No rule names it. Opens ATT&CK.">
          {text}
        </a>
      )}
      {/* Among gaps a technique may stand for the gaps below it alone. */}
      {(state.subs || state.shown === 'gaps') && subTechniques.length > 0 && (
        <ul className={styles.subs}>
          {subTechniques.map((sub) => (
            <TechniqueCell key={sub.id} technique={sub} isSub {...context} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Matches of the rules of a technique in the range. */
export function matchesOf({ rules }: MatrixTechnique, matches: CellContext['matches']): number {
  return rules.reduce((sum, { id }) => sum + (matches?.get(id)?.total ?? 0), 0);
}

/** The ids that its rules name: the catalogue's facet looks for these. */
function linked({ id, rules }: MatrixTechnique): string[] {
  const named = rules.flatMap((rule) => rule.techniques.filter((one) => one === id || one.startsWith(`${id}.`)));
  return [...new Set(named)].sort();
}

function countText(
  { rules, highestLevel }: MatrixTechnique,
  by: CoverageState['colour'],
  matched: number,
  isKnown: boolean
): string {
  if (rules.length === 0) {
    return 'no rule';
  }
  const count = String(rules.length);
  switch (by) {
    case 'count':
      return count;
    case 'level':
      return `${count} ${highestLevel ?? ''}`;
    case 'matches':
      return isKnown ? `${matched} ${matched === 1 ? 'match' : 'matches'}` : count;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  cell: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    marginBottom: theme.spacing(0.5),
    background: theme.colors.background.secondary,
    border: '1px solid transparent',
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    overflowWrap: 'anywhere',
    '&:hover': { borderColor: theme.colors.border.strong },
  }),
  gap: css({
    background: 'none',
    border: `1px dashed ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
  }),
  sub: css({ ...theme.typography.bodySmall }),
  subs: css({ listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 0, 2) }),
  count: css({ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }),
});
