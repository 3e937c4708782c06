import { compileEngine } from '../compile/engine';
import { loadDetection } from './match';
import { tally } from './tally';
import { vectorsOf, type VectorResult } from './types';

interface Disagreement {
  readonly group: string;
  readonly detection: Record<string, unknown>;
  readonly cases: ReadonlyArray<{ readonly event: unknown; readonly reference: boolean | null }>;
}

/**
 * The clause of the specification that decides where evaluators disagree (docs/sigma-semantics.md has each at length).
 * A group that is not here fails, so that none is decided unseen.
 */
export const DECIDING_CLAUSES: Readonly<Record<string, string>> = {
  string_equality: 'Wildcards: `*` matches any run of characters, line breaks too; letters fold one to one.',
  string_modifiers: 'Wildcards stay wildcards inside startswith and endswith, and match line breaks.',
  null_empty_exists: 'exists: presence of the key, be it empty or null; null inside an array is a null value.',
  booleans: 'A boolean is compared with booleans and their spelling, not with 1, 0, yes and no.',
  base64: 'base64offset: all three offsets, whatever text comes before and after.',
  windash: 'windash: every dash character and the slash stand for each other at the start of a parameter.',
  fieldref: 'fieldref: one value of one field equal to one of the other; null is equal to nothing.',
  neq: 'neq: the negation of the whole item, so a missing field matches.',
  timestamp_parts: 'Time modifiers: a date alone is midnight, UTC.',
  nested_fields: 'exists: presence of the key, also inside arrays.',
  keywords: 'Keywords: searched in the whole event, whatever the type of its values.',
  expand: 'expand: an unresolved placeholder makes the rule unusable.',
};

/** match-disagreements.json: where evaluators differ, decided by the specification. */
export function run(data: unknown): VectorResult {
  const count = tally();
  for (const { group, detection, cases } of vectorsOf<Disagreement>(data, 'rules')) {
    const { rules, problems } = loadDetection(detection);
    const engine = compileEngine(rules);
    for (const { event, reference } of cases) {
      const verdict = rules.length === 0 ? null : engine.match(event).length > 0;
      const decided = DECIDING_CLAUSES[group] !== undefined && verdict === reference;
      count.add(
        decided
          ? undefined
          : `${group} ${JSON.stringify(detection)} on ${JSON.stringify(event)}: expected ${reference}, got ${verdict} ${problems.map(({ message }) => message)}`
      );
    }
  }
  return count.result();
}
