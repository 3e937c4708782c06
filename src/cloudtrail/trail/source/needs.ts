import { createHash } from 'node:crypto';
import type { EventFilter } from '../../../contract/query';
import type { SigmaRule } from '../../../sigma';
import type { CoverageKey } from '../../store/types';

/**
 * Narrowing changes which events a rule's statement brings: raised with each change that brings more, so that ranges
 * that were searched before are searched anew.
 */
const NARROWING_VERSION = 1;

/** What narrows a question beside its rules. */
export interface TrailScope {
  readonly filters: readonly EventFilter[];
  /** AWS's names of regions, and account ids; empty: all that the trail has. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
}

export const NO_SCOPE: TrailScope = { filters: [], regions: [], accounts: [] };

const ruleHashes = new WeakMap<SigmaRule, string>();

/** Equal for rules whose conditions say the same: what was searched for one was searched for the other. */
export function ruleHash(rule: SigmaRule): string {
  let hash = ruleHashes.get(rule);
  if (hash === undefined) {
    hash = digest([NARROWING_VERSION, rule.expression]);
    ruleHashes.set(rule, hash);
  }
  return hash;
}

/** Empty for a scope that narrows nothing. */
export function scopeHash({ filters, regions, accounts }: TrailScope): string {
  return filters.length + regions.length + accounts.length === 0
    ? ''
    : digest([filters, [...regions].sort(), [...accounts].sort()]);
}

/**
 * What must have been searched for a rule, or for every event (`hash` undefined): each key alone will do, the widest
 * first. Undefined stands for everything there is.
 */
export function keysFor(hash: string | undefined, scope: string): Array<CoverageKey | undefined> {
  const scopes = scope === '' ? [''] : ['', scope];
  return [
    ...scopes.map((each) => keyOf(undefined, each)),
    ...(hash === undefined ? [] : scopes.map((each) => keyOf(hash, each))),
  ];
}

/** The key under which a search is noted. */
export function keyOf(hash: string | undefined, scope: string): CoverageKey | undefined {
  if (hash === undefined) {
    return scope === '' ? undefined : { attribute: 'Scope', value: scope };
  }
  return { attribute: 'Rule', value: scope === '' ? hash : `${hash} ${scope}` };
}

/** Labels and places in a rule's text change nothing of what it matches. */
function digest(value: unknown): string {
  const text = JSON.stringify(value, (name, member: unknown) =>
    name === 'label' || name === 'location' ? undefined : member
  );
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
