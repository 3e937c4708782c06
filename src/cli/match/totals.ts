import { quietRules, type RuleSet, type SigmaCorrelation, type SigmaRule } from '../../sigma';
import type { Io } from '../io';
import type { ChunkResult } from './chunkMatcher';
import { correlationRun, type CorrelationMatch, type CorrelationRun, type MatchedRecord } from './correlations';

/** Broken records that are named; the others are counted only. */
const NAMED_PROBLEMS = 5;

/** What a run has found so far, and what it prints on the way. */
export class Totals {
  events = 0;
  unparsed = 0;
  /** Matches by rule, hits by correlation. */
  private readonly counts = new Map<string, number>();
  /** Rules that only correlations look at. */
  private readonly quiet: ReadonlySet<string>;
  private readonly correlations?: CorrelationRun;
  private readonly byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>;

  /** @param printing print a line of JSON for each match and hit */
  constructor(
    private readonly set: RuleSet,
    private readonly io: Io,
    private readonly printing: boolean
  ) {
    this.quiet = quietRules(set.correlations);
    this.byKey = new Map([...set.rules, ...set.correlations].map((rule) => [rule.key, rule]));
    if (set.correlations.length > 0) {
      this.correlations = correlationRun(set);
    }
  }

  /** Whether records are needed, not only their number. */
  get needsRecords(): boolean {
    return this.printing || this.correlations !== undefined;
  }

  /** Takes a chunk's result; its first line is line `firstLine` of the file. */
  add(file: string, firstLine: number, result: ChunkResult): void {
    this.events += result.events;
    result.broken.forEach((line, index) => this.name(file, firstLine + line, index));
    this.unparsed += result.unparsed;
    result.counts.forEach((count, rule) => this.count(this.set.rules[rule].key, count));
    for (let at = 0; at < result.matches.length;) {
      const { line, text } = result.matches[at];
      const rules: number[] = [];
      for (; at < result.matches.length && result.matches[at].line === line; at++) {
        rules.push(result.matches[at].rule);
      }
      this.take({ file, line: firstLine + line, rules, text });
    }
  }

  /** Takes a record that is no line of a chunk. */
  addRecord(record: MatchedRecord): void {
    this.events++;
    record.rules.forEach((rule) => this.count(this.set.rules[rule].key, 1));
    if (record.rules.length > 0) {
      this.take(record);
    }
  }

  /** Names a record that could not be read, unless enough were. */
  name(file: string, line: number, more = 0): void {
    if (this.unparsed + more < NAMED_PROBLEMS) {
      this.io.err(`${file}:${line}: this is no JSON object and was passed over.\n`);
    }
  }

  /** After the last record. */
  end(): void {
    this.takeHits(this.correlations?.end() ?? []);
  }

  json(): string {
    const rules = Object.fromEntries(this.matched().map(({ rule, count }) => [rule.key, count]));
    return `${JSON.stringify({ events: this.events, unparsed: this.unparsed, rules })}\n`;
  }

  text(): string {
    const lines = this.matched().map(
      ({ rule, count }) => `${String(count).padStart(8)}  ${(rule.level ?? 'informational').padEnd(13)}  ${rule.title}`
    );
    const broken = this.unparsed > 0 ? `, ${this.unparsed} not readable` : '';
    return [
      ...lines,
      `${this.events} events${broken}, ${this.byKey.size} rules, ${lines.length} of them matched`,
      '',
    ].join('\n');
  }

  private take(record: MatchedRecord): void {
    if (this.printing) {
      for (const rule of record.rules) {
        this.print(this.set.rules[rule], record);
      }
    }
    this.takeHits(this.correlations?.add(record) ?? []);
  }

  private takeHits(hits: readonly CorrelationMatch[]): void {
    for (const { key, record } of hits) {
      this.count(key, 1);
      const correlation = this.byKey.get(key);
      if (this.printing && correlation) {
        this.print(correlation, record);
      }
    }
  }

  private count(key: string, more: number): void {
    if (more > 0) {
      this.counts.set(key, (this.counts.get(key) ?? 0) + more);
    }
  }

  /** A line of JSON for a match, or for a hit with the record that completed it. */
  private print(rule: SigmaRule | SigmaCorrelation, { file, line, text }: MatchedRecord): void {
    if (this.quiet.has(rule.key)) {
      return;
    }
    const head = { rule_id: rule.key, rule: rule.title, severity: rule.level ?? 'informational', file, line };
    // The record stands as it is: it was just parsed, so it is JSON; a line holds no newline.
    this.io.out(`${JSON.stringify(head).slice(0, -1)},"event":${text.trim().replace(/\r?\n/g, ' ')}}\n`);
  }

  /** Rules and correlations that matched, the busiest first. */
  private matched(): Array<{ rule: SigmaRule | SigmaCorrelation; count: number }> {
    return [...this.byKey.values()]
      .map((rule) => ({ rule, count: this.quiet.has(rule.key) ? 0 : (this.counts.get(rule.key) ?? 0) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.rule.key < b.rule.key ? -1 : 1));
  }
}
