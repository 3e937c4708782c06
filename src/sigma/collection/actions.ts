import type { RuleDocument } from '../parse/context';
import { describeNode, entryOf, isMissing, member, type YamlEntry, type YamlMapping } from '../yaml/node';
import type { YamlDocument } from '../yaml/parseYaml';
import type { Report } from '../parse/report';

/**
 * Carries out the actions of a text's documents, in order, as pySigma does: `global` sets what is merged over each rule behind
 * it (a second one replaces the first), `reset` ends that, `repeat` merges a document over the one before. Correlations and
 * filters are not merged.
 */
export function expandActions(documents: readonly YamlDocument[], report: Report): RuleDocument[] {
  const result: RuleDocument[] = [];
  let global: YamlMapping | undefined;
  let previous: YamlMapping | undefined;
  for (const { root, index, body } of documents) {
    if (root.kind !== 'mapping') {
      report.error(
        'document-type',
        root.location,
        `A rule is a map of "title", "logsource", "detection" and others, not ${describeNode(root)}.`
      );
      continue;
    }
    const action = member(root, 'action');
    if (isMissing(action)) {
      const isRule = !entryOf(root, 'correlation') && !entryOf(root, 'filter');
      const merged = isRule && global ? mergeOver(root, global, report) : root;
      previous = isRule ? merged : previous;
      const sharedId = isRule && global !== undefined && entryOf(global, 'id') !== undefined;
      result.push({ root: merged, document: index, body, repeated: false, sharedId });
    } else if (action.kind === 'scalar' && action.text === 'global') {
      global = withoutAction(root);
      previous = global;
    } else if (action.kind === 'scalar' && action.text === 'reset') {
      global = undefined;
    } else if (action.kind === 'scalar' && action.text === 'repeat') {
      const afterGlobal = previous !== undefined && previous === global;
      const merged = previous ? mergeOver(previous, withoutAction(root), report) : withoutAction(root);
      const sharedId = previous !== undefined && entryOf(previous, 'id') !== undefined && !entryOf(root, 'id');
      previous = merged;
      global = afterGlobal ? merged : global;
      result.push({ root: { ...merged, location: root.location }, document: index, body, repeated: true, sharedId });
    } else {
      const text = action.kind === 'scalar' ? action.text : describeNode(action);
      report.error(
        'unknown-action',
        action.location,
        `There is no action "${text.slice(0, 40)}". Write global, repeat or reset, or remove "action".`,
        'action'
      );
    }
  }
  return result;
}

function withoutAction(root: YamlMapping): YamlMapping {
  return { ...root, entries: root.entries.filter((entry) => entry.name !== 'action') };
}

/** `over`'s members win; maps are merged member by member. */
function mergeOver(base: YamlMapping, over: YamlMapping, report: Report): YamlMapping {
  const entries = new Map<string, YamlEntry>(base.entries.map((entry) => [entry.name, entry]));
  for (const entry of over.entries) {
    const old = entries.get(entry.name);
    if (entry.value.kind !== 'mapping' || !old) {
      entries.set(entry.name, entry);
    } else if (old.value.kind === 'mapping') {
      entries.set(entry.name, { ...old, value: mergeOver(old.value, entry.value, report) });
    } else {
      report.error(
        'action-merge',
        old.value.location,
        `"${entry.name}" is a map in one of the merged documents and ${describeNode(old.value)} here. Write a map in both.`,
        entry.name
      );
    }
  }
  return { ...base, entries: [...entries.values()] };
}
