/** A small Prometheus registry: counters, gauges, and histograms, in the text format 0.0.4. */

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  lines(): string[];
}

/** Beyond this a label has too many values to be a label. */
const MAX_SERIES = 2000;

export interface Counter {
  add(labels: Labels, amount?: number): void;
}
export interface Histogram {
  observe(labels: Labels, value: number): void;
}

export class Registry {
  private readonly families: Family[] = [];

  counter(name: string, help: string): Counter {
    const series = new Map<string, { labels: Labels; value: number }>();
    this.families.push({
      name,
      help,
      type: 'counter',
      lines: () => [...series.values()].map(({ labels, value }) => sample(name, labels, value)),
    });
    return {
      add(labels, amount = 1) {
        const key = labelText(labels);
        const entry = series.get(key);
        if (entry) {
          entry.value += amount;
        } else if (series.size < MAX_SERIES) {
          series.set(key, { labels, value: amount });
        }
      },
    };
  }

  /** @param read gives the values when metrics are asked for */
  gauge(name: string, help: string, read: () => Iterable<readonly [Labels, number]>): void {
    this.families.push({
      name,
      help,
      type: 'gauge',
      lines() {
        try {
          return [...read()].map(([labels, value]) => sample(name, labels, value));
        } catch {
          // A store that cannot be read must not take the other metrics with it.
          return [];
        }
      },
    });
  }

  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
    this.families.push({
      name,
      help,
      type: 'histogram',
      lines: () =>
        [...series.values()].flatMap(({ labels, counts, sum, count }) => [
          ...bounds.map((bound, index) => sample(`${name}_bucket`, { ...labels, le: String(bound) }, counts[index])),
          sample(`${name}_bucket`, { ...labels, le: '+Inf' }, count),
          sample(`${name}_sum`, labels, sum),
          sample(`${name}_count`, labels, count),
        ]),
    });
    return {
      observe(labels, value) {
        const key = labelText(labels);
        let entry = series.get(key);
        if (!entry) {
          if (series.size >= MAX_SERIES) {
            return;
          }
          entry = { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
          series.set(key, entry);
        }
        const { counts } = entry;
        bounds.forEach((bound, index) => {
          counts[index] += value <= bound ? 1 : 0;
        });
        entry.sum += value;
        entry.count++;
      },
    };
  }

  text(): string {
    return this.families
      .flatMap((family) => {
        const lines = family.lines();
        return lines.length === 0
          ? []
          : [`# HELP ${family.name} ${escapeHelp(family.help)}`, `# TYPE ${family.name} ${family.type}`, ...lines];
      })
      .map((line) => `${line}\n`)
      .join('');
  }
}

function sample(name: string, labels: Labels, value: number): string {
  const text = Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  return `${name}${labelText(labels)} ${text}`;
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels);
  return entries.length === 0 ? '' : `{${entries.map(([name, value]) => `${name}="${escapeLabel(value)}"`).join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
