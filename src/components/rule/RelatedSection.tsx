import type { RulePage } from '../../contract/resources';
import { RuleLink } from '../shared/RuleLink';
import { Section } from './Section';

/** Rules that this one names or is named by; a link where it is loaded. */
export function RelatedSection({ page: { related = [] } }: { page: RulePage }) {
  if (related.length === 0) {
    return null;
  }
  return (
    <Section
      title="Related rules"
      help="Rules that this one replaces, extends or resembles, by its author, and correlations with the rules that they look at."
    >
      <ul style={{ paddingLeft: 20 }}>
        {related.map(({ id, type, title }) => (
          <li key={`${type} ${id}`}>
            {type}: {title === undefined ? `${id} (not loaded)` : <RuleLink id={id} title={title} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
