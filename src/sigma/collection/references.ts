import { normaliseUuid } from '../parse/fields';
import type { SigmaCorrelation, SigmaRule } from '../types';

export type Referable = SigmaRule | SigmaCorrelation;

/** Finds rules and correlations by id or name. */
export interface ReferenceIndex {
  /** A name may be used twice; then the rule of the same file is meant, or else the last one. */
  find(reference: string, file: string): Referable | undefined;
}

export function createReferenceIndex(documents: readonly Referable[]): ReferenceIndex {
  const byId = new Map<string, Referable>();
  const byName = new Map<string, Referable[]>();
  for (const document of documents) {
    const id = document.id === undefined ? undefined : normaliseUuid(document.id);
    if (id !== undefined && !byId.has(id)) {
      byId.set(id, document);
    }
    if (document.name !== undefined) {
      const named = byName.get(document.name);
      if (named) {
        named.push(document);
      } else {
        byName.set(document.name, [document]);
      }
    }
  }
  return {
    find: (reference, file) => {
      const id = normaliseUuid(reference);
      const found = id === undefined ? undefined : byId.get(id);
      const named = byName.get(reference) ?? [];
      return found ?? named.find((document) => document.source.file === file) ?? named[named.length - 1];
    },
  };
}

/** A list of ids and names. */
export interface ReferenceSet {
  /** Whether the list names the rule. */
  has(rule: Referable): boolean;
}

export function createReferenceSet(references: readonly string[]): ReferenceSet {
  const names = new Set(references);
  const ids = new Set(references.map(normaliseUuid));
  return {
    has: (rule) => {
      const id = rule.id === undefined ? undefined : normaliseUuid(rule.id);
      return (rule.name !== undefined && names.has(rule.name)) || (id !== undefined && ids.has(id));
    },
  };
}
