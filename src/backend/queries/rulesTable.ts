import type { RuleSummary } from '../../contract/resources';
import type { Frame } from '../frames/frame';
import { frameOf, localAnswer } from './answer';
import type { QueryContext } from './context';
import { RULE_LINK } from './links';
import { selectionOf } from './findDetections';

/** `rules`: one row for each selected rule. */
export async function rulesTable(context: QueryContext): Promise<Frame[]> {
  const { book, rules: selected, notices } = await selectionOf(context);
  const keys = new Set(selected.map(({ key }) => key));
  const rules = book.catalogue.summaries({}, true).filter(({ id }) => keys.has(id));
  const text = (of: (rule: RuleSummary) => string | undefined) => rules.map((rule) => of(rule) ?? '');
  const severity = (rule: RuleSummary) => context.settings.severityLabels[rule.level];
  const answer = localAnswer(
    rules.length,
    notices.map((notice) => ({ severity: 'info', text: notice }))
  );
  return [
    frameOf(context, answer, { type: 'table', preferredVisualisationType: 'table' }, [
      { name: 'rule_id', type: 'string', values: text(({ id }) => id) },
      { name: 'rule', type: 'string', config: { links: [RULE_LINK] }, values: text(({ title }) => title) },
      { name: 'level', type: 'string', values: text(({ level }) => level) },
      { name: 'severity', type: 'string', values: text(severity) },
      { name: 'status', type: 'string', values: text(({ status }) => status) },
      { name: 'services', type: 'string', values: text(({ services }) => services.join(', ')) },
      { name: 'tactics', type: 'string', values: text(({ tactics }) => tactics.join(', ')) },
      { name: 'techniques', type: 'string', values: text(({ techniques }) => techniques.join(', ')) },
      { name: 'author', type: 'string', values: text(({ author }) => author) },
      { name: 'date', type: 'string', values: text(({ date }) => date) },
      { name: 'modified', type: 'string', values: text(({ modified }) => modified) },
      { name: 'source', type: 'string', values: text(({ source }) => source) },
    ]),
  ];
}
