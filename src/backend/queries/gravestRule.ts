import { LEVELS } from '../../contract/levels';
import type { EventView } from '../evaluate/eventView';
import type { RuleLabels } from '../evaluate/ruleLabels';
import type { SelectedRule } from '../evaluate/selected';
import type { QueryContext } from './context';

/** Tells the gravest of the data source's enabled rules that matches an event; undefined where none does. */
export async function gravestRule(context: QueryContext): Promise<(event: EventView) => SelectedRule | undefined> {
  const book = await context.rules();
  const { severityLabels } = context.settings;
  return (event) => {
    let best: SelectedRule | undefined;
    const { text } = event.row;
    for (const index of text === null ? [] : book.matchText(text)) {
      const rule = book.ruleSet.rules[index];
      if (!book.isEnabled(rule.key)) {
        continue;
      }
      const level = rule.level ?? 'informational';
      if (!best || LEVELS.indexOf(level) > LEVELS.indexOf(best.level)) {
        best = { rule, key: rule.key, title: rule.title, level, severity: severityLabels[level] };
      }
    }
    return best;
  };
}

/** What filters on a rule's labels see of an event; empty texts where no rule matches. */
export function labelsOfRule(rule: SelectedRule | undefined): RuleLabels {
  return { rule_id: rule?.key ?? '', rule: rule?.title ?? '', severity: rule?.severity ?? '' };
}
