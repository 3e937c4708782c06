import type { EventCoverage } from '../../contract/resources';
import { necessaryValues, type SigmaCorrelation, type SigmaRule } from '../../sigma';
import { eventKnowledge, sourcesOfEvent, spellEventNameOf, type EventCategory } from '../events';
import { isForCloudTrail } from '../logSource';
import { ANY } from './pairs';
import { projectEvents } from './projectEvents';

const CATEGORIES: Readonly<Record<string, EventCategory>> = {
  management: 'management',
  data: 'data',
  insight: 'insight',
  networkactivity: 'network',
};

/**
 * Event coverage of a rule: the (eventSource, eventName) pairs that can satisfy its condition, sorted, as CloudTrail
 * spells them. `*` where the condition leaves one open.
 */
export function eventCoverage(rule: SigmaRule): EventCoverage[] {
  const literals = new Map<string, string>();
  const category = necessaryCategory(rule);
  return projectEvents(rule.expression, literals)
    .map(({ source, name }) => {
      const eventName = name === ANY ? ANY : (spellEventNameOf(source, name) ?? literals.get(name) ?? name);
      const known = eventKnowledge(source, eventName);
      return coverage(source, eventName, category ?? known.category, known.readOnly);
    })
    .sort((a, b) => compare(a.eventSource, b.eventSource) || compare(a.eventName, b.eventName));
}

/** Event coverage of all of a correlation's rules together. */
export function joinCoverage(parts: ReadonlyArray<readonly EventCoverage[]>): EventCoverage[] {
  const byPair = new Map(parts.flat().map((part) => [`${part.eventSource} ${part.eventName}`, part]));
  return [...byPair.values()].sort(
    (a, b) => compare(a.eventSource, b.eventSource) || compare(a.eventName, b.eventName)
  );
}

/** Event sources that a rule names, also by the name of an event that one service alone has. */
export function servicesOf(parts: readonly EventCoverage[]): string[] {
  const services = parts.flatMap(({ eventSource, eventName }) => {
    if (eventSource !== ANY) {
      return eventSource;
    }
    const sources = eventName === ANY ? [] : sourcesOfEvent(eventName);
    return sources.length === 1 ? sources : [];
  });
  return [...new Set(services)].sort(compare);
}

/** Whether LookupEvents can return an event that the rule needs. */
export function isVisible(rule: SigmaRule, parts: readonly EventCoverage[]): boolean {
  return isForCloudTrail(rule) && (parts.length === 0 || parts.some(({ visible }) => visible));
}

/** Whether a correlation can fire on what LookupEvents returns: one of its rules may do, where it only counts. */
export function isCorrelationVisible({ type }: SigmaCorrelation, rules: readonly boolean[]): boolean {
  const needsAll = type === 'temporal' || type === 'temporal_ordered';
  return rules.length === 0 || (needsAll ? rules.every(Boolean) : rules.some(Boolean));
}

function coverage(eventSource: string, eventName: string, category: EventCategory, readOnly?: boolean): EventCoverage {
  return {
    eventSource,
    eventName,
    category,
    ...(readOnly === undefined ? {} : { readOnly }),
    visible: category !== 'data' && category !== 'network',
  };
}

/** The category that the rule itself asks for, where there is one. */
function necessaryCategory(rule: SigmaRule): EventCategory | undefined {
  const values = necessaryValues(rule.expression, 'eventCategory');
  const [value] = values ?? [];
  return values?.size === 1 && value !== undefined && Object.hasOwn(CATEGORIES, value) ? CATEGORIES[value] : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
