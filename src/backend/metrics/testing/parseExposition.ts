/** One sample of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/;
const VALUE = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
};

/**
 * Reads the text format 0.0.4 as strictly as its description allows
 * (https://prometheus.io/docs/instrumenting/exposition_formats/): HELP and TYPE once and before the samples, a family's
 * samples together, no series twice, histograms that add up.
 *
 * @throws Error naming the line
 */
export function parseExposition(text: string): Map<string, Family> {
  if (text !== '' && !text.endsWith('\n')) {
    throw new Error('The last line has no end.');
  }
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let help: { name: string; text: string } | undefined;
  let current: { name: string; family: Family } | undefined;
  for (const line of text.split('\n').slice(0, -1)) {
    const comment = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line);
    if (comment?.[1] === 'HELP') {
      help = { name: comment[2], text: comment[3] };
      continue;
    }
    if (comment) {
      const [, , name, type] = comment;
      if (families.has(name) || help?.name !== name || !(type in SUFFIXES)) {
        throw new Error(`A family begins wrongly: ${line}`);
      }
      current = { name, family: { type, help: help.text, samples: [] } };
      families.set(name, current.family);
      continue;
    }
    const sample = parseSample(line);
    const series = line.slice(0, line.lastIndexOf(' '));
    const belongs = current && SUFFIXES[current.family.type].some((end) => sample.name === current?.name + end);
    if (!current || !belongs || seen.has(series)) {
      throw new Error(`A series is out of place or there twice: ${line}`);
    }
    seen.add(series);
    current.family.samples.push(sample);
  }
  families.forEach(checkFamily);
  return families;
}

function parseSample(line: string): Sample {
  const name = NAME.exec(line)?.[0] ?? '';
  let rest = line.slice(name.length);
  const labels: Record<string, string> = {};
  if (rest.startsWith('{')) {
    do {
      const label = LABEL.exec(rest.slice(1));
      if (!label || label[1] in labels) {
        throw new Error(`A label is wrong: ${line}`);
      }
      labels[label[1]] = label[2].replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
      rest = rest.slice(1 + label[0].length);
    } while (rest.startsWith(','));
    rest = rest.slice(1);
  }
  const value = rest.slice(1);
  if (name === '' || !rest.startsWith(' ') || !VALUE.test(value)) {
    throw new Error(`A sample is wrong: ${line}`);
  }
  return { name, labels, value: Number(value.replace(/inf/i, 'Infinity')) };
}

function checkFamily({ type, samples }: Family, name: string): void {
  if (type === 'counter' && (!name.endsWith('_total') || samples.some(({ value }) => !(value >= 0)))) {
    throw new Error(`The counter ${name} has a wrong name or value.`);
  }
  if (type !== 'histogram') {
    return;
  }
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { le: _, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const group of groups.values()) {
    const buckets = group.filter((sample) => sample.name.endsWith('_bucket'));
    const bounds = buckets.map(({ labels }) => Number(labels.le.replace('+Inf', 'Infinity')));
    const rising = buckets.every(
      ({ value }, index) => index === 0 || (bounds[index] > bounds[index - 1] && value >= buckets[index - 1].value)
    );
    const count = group.find((sample) => sample.name.endsWith('_count'))?.value;
    const complete =
      bounds.at(-1) === Infinity && buckets.at(-1)?.value === count && group.length === buckets.length + 2;
    if (!rising || !complete) {
      throw new Error(`The histogram ${name} does not add up.`);
    }
  }
}
