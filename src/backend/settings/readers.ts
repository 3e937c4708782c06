import type { SettingProblem } from './settings';

/** Reads members of a JSON object that a user wrote: what is wrong becomes a problem, never an exception. */
export class Reader {
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly problems: SettingProblem[],
    private readonly prefix = ''
  ) {}

  problem(setting: string, message: string, severity: SettingProblem['severity'] = 'error'): void {
    this.problems.push({
      setting: `${this.prefix}${setting}`,
      message: `${this.prefix}${setting}: ${message}`,
      severity,
    });
  }

  /** A string, trimmed; an empty one counts as not set, as Grafana's forms leave it. */
  text(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return undefined;
    }
    if (typeof value !== 'string') {
      this.problem(name, 'must be text.');
      return undefined;
    }
    return value.trim() === '' ? undefined : value.trim();
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return fallback;
    }
    // Environment variables in provisioning files come in as text.
    if (value === 'true' || value === 'false') {
      return value === 'true';
    }
    if (typeof value !== 'boolean') {
      this.problem(name, 'must be true or false.');
      return fallback;
    }
    return value;
  }

  /** A number in `[min, max]`; numbers written as text are taken too. */
  number(name: string, fallback: number, min: number, max: number, unit: string): number {
    const value = this.values[name];
    if (value === undefined || value === null || value === '') {
      return fallback;
    }
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number) || number < min || number > max) {
      this.problem(name, `must be a number from ${min} to ${max}${unit}; ${fallback} is used instead.`);
      return fallback;
    }
    return number;
  }

  /** A list of texts; a text with commas is taken as one. Empty entries and repetitions are left out. */
  list(name: string): string[] {
    const value = this.values[name];
    if (value === undefined || value === null) {
      return [];
    }
    const entries = typeof value === 'string' ? value.split(',') : value;
    if (!Array.isArray(entries) || entries.some((entry) => typeof entry !== 'string')) {
      this.problem(name, 'must be a list of texts.');
      return [];
    }
    return [...new Set((entries as string[]).map((entry) => entry.trim()).filter((entry) => entry !== ''))];
  }

  value(name: string): unknown {
    return this.values[name];
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
