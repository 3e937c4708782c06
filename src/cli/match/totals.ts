import type { SigmaRule } from '../../sigma';
import type { Io } from '../io';
import type { ChunkMatch, ChunkResult } from './chunkMatcher';

/** Broken records that are named; the others are counted only. */
const NAMED_PROBLEMS = 5;

/** What a run has found so far, and what it prints on the way. */
export class Totals {
  events = 0;
  unparsed = 0;
  readonly counts: number[];

  constructor(
    private readonly rules: readonly SigmaRule[],
    private readonly io: Io
  ) {
    this.counts = rules.map(() => 0);
  }

  /** Takes a chunk's result; its first line is line `firstLine` of the file. */
  add(file: string, firstLine: number, result: ChunkResult): void {
    this.events += result.events;
    result.broken.forEach((line, index) => this.name(file, firstLine + line, index));
    this.unparsed += result.unparsed;
    result.counts.forEach((count, rule) => (this.counts[rule] += count));
    for (const { rule, line, text } of result.matches) {
      this.print(file, firstLine + line, { rule, text });
    }
  }

  /** Names a record that could not be read, unless enough were. */
  name(file: string, line: number, more = 0): void {
    if (this.unparsed + more < NAMED_PROBLEMS) {
      this.io.err(`${file}:${line}: this is no JSON object and was passed over.\n`);
    }
  }

  /** A line of JSON for a match. */
  print(file: string, line: number, { rule: index, text }: Pick<ChunkMatch, 'rule' | 'text'>): void {
    const rule = this.rules[index];
    const head = { rule_id: rule.key, rule: rule.title, severity: rule.level ?? 'informational', file, line };
    // The record stands as it is: it was just parsed, so it is JSON; a line holds no newline.
    this.io.out(`${JSON.stringify(head).slice(0, -1)},"event":${text.trim().replace(/\r?\n/g, ' ')}}\n`);
  }

  /** Rules that matched, the busiest first. */
  matched(): Array<{ rule: SigmaRule; count: number }> {
    return this.rules
      .map((rule, index) => ({ rule, count: this.counts[index] }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.rule.key < b.rule.key ? -1 : 1));
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
      `${this.events} events${broken}, ${this.rules.length} rules, ${lines.length} of them matched`,
      '',
    ].join('\n');
  }
}
