import type { AttackTactic, AttackTechnique } from '../../contract/resources';
import { tactics, tacticOfTag, techniques } from './index';

const TECHNIQUE_TAG = /^attack\.t\d{4}(?:\.\d{3})?$/i;
/** A tag of a group, a software, …: no part of the matrix. */
const OTHER_TAG = /^attack\.(?:g|s|m|c|ds)\d{4}$/i;

/** Ids of the techniques that a rule's tags name, in the tags' order: `T1078.004`. */
export function techniqueIds(tags: readonly string[]): string[] {
  return [
    ...new Set(tags.filter((tag) => TECHNIQUE_TAG.test(tag)).map((tag) => tag.slice('attack.'.length).toUpperCase())),
  ];
}

/**
 * ATT&CK coverage of a rule: the tactics that its tags name, each with the tagged techniques that serve it. A technique
 * that serves none of them stands under the tactics that ATT&CK gives it. An id or name that ATT&CK does not have is
 * shown as it is, without a name: it may be of another release.
 */
export function attackOf(tags: readonly string[]): AttackTactic[] {
  const named = [...new Set(tags.filter(isTacticTag).map(tacticTag))];
  const groups = new Map<string, AttackTactic>(named.map((tag) => [tag, { tactic: shownTactic(tag), techniques: [] }]));
  const unplaced: AttackTechnique[] = [];
  for (const id of techniqueIds(tags)) {
    const known = techniques().get(id);
    const shown = known ? { id, name: known.name, url: known.url } : { id, name: '', url: '' };
    const serves = known?.tactics.map(({ tag }) => tag) ?? [];
    const under = serves.some((tag) => named.includes(tag)) ? serves.filter((tag) => named.includes(tag)) : serves;
    for (const tag of under) {
      const group = groups.get(tag) ?? { tactic: shownTactic(tag), techniques: [] };
      group.techniques.push(shown);
      groups.set(tag, group);
    }
    if (!known) {
      unplaced.push(shown);
    }
  }
  const result = [...groups.values()];
  return unplaced.length === 0 ? result : [...result, { tactic: { id: '', name: '' }, techniques: unplaced }];
}

function isTacticTag(tag: string): boolean {
  return /^attack\./i.test(tag) && !TECHNIQUE_TAG.test(tag) && !OTHER_TAG.test(tag);
}

/** A tactic may be tagged by its id, `attack.ta0003`. */
function tacticTag(tag: string): string {
  const name = tag.slice('attack.'.length).toLowerCase();
  return tactics.find(({ id }) => id.toLowerCase() === name)?.tag ?? name;
}

function shownTactic(tag: string): AttackTactic['tactic'] {
  const tactic = tacticOfTag(tag);
  return tactic ? { id: tactic.id, name: tactic.name } : { id: tag, name: '' };
}
