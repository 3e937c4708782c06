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
      byName.set(document.name, [...(byName.get(document.name) ?? []), document]);
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

/** Whether a rule is what a reference names. */
export function isReferredBy(rule: Referable, reference: string): boolean {
  const id = normaliseUuid(reference);
  return rule.name === reference || (id !== undefined && rule.id !== undefined && normaliseUuid(rule.id) === id);
}
