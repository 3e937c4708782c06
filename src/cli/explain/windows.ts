import {
  compileEngine,
  describeCounted,
  describeGroup,
  nearWindows,
  parseEvent,
  referenceTitle,
  type NearWindow,
  type RuleSet,
  type SigmaCorrelation,
} from '../../sigma';
import { correlationRun } from '../match/correlations';

/** Groups that are told of. */
const SHOWN = 10;

/** Takes events as they are read. */
interface Windows {
  add(text: string): void;
  /** What is to be printed in the end: sentences, or a line of JSON. */
  end(isJson: boolean): string;
}

/**
 * What events come to together: how often the correlation reports, and how near other groups came. An event without an
 * eventTime takes part in neither.
 */
export function windowsOf(ruleSet: RuleSet, correlation: SigmaCorrelation): Windows {
  const engine = compileEngine(ruleSet.rules);
  const near = nearWindows(correlation.key, SHOWN);
  const run = correlationRun(ruleSet, { onWindow: near.observe });
  let reported = 0;
  const count = (matches: ReturnType<typeof run.end>) => {
    reported += matches.filter(({ key }) => key === correlation.key).length;
  };
  return {
    add(text) {
      const rules = engine.match(parseEvent(text));
      if (rules.length > 0) {
        count(run.add({ text, file: '', line: 0, rules }));
      }
    },
    end(isJson) {
      count(run.end());
      const windows = near.list();
      return isJson
        ? `${JSON.stringify({ reported, near: windows.map((window) => windowJson(window, ruleSet, correlation)) })}\n`
        : summaryOf(reported, windows, ruleSet, correlation);
    },
  };
}

function windowJson(
  { group, have, need, missing, fromMs, toMs }: NearWindow,
  ruleSet: RuleSet,
  correlation: SigmaCorrelation
) {
  return {
    group,
    have,
    need,
    missing: missing.map((reference) => referenceTitle(ruleSet, correlation, reference)),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  };
}

function summaryOf(
  reported: number,
  windows: readonly NearWindow[],
  ruleSet: RuleSet,
  correlation: SigmaCorrelation
): string {
  const lines = windows.map((window) => {
    const { group, have, need, missing, from, to } = windowJson(window, ruleSet, correlation);
    const of = describeGroup(group);
    const still = missing.length === 0 ? '' : `, still to match: ${missing.join(', ')}`;
    return `  ${of === '' ? '' : `${of}: `}${have} of ${need} ${describeCounted(correlation)}${still} (${from} to ${to})\n`;
  });
  const times = reported === 1 ? 'once' : `${reported} times`;
  return `The correlation reports ${times} on these events.\n${lines.length > 0 ? 'Nearest without reporting:\n' : ''}${lines.join('')}`;
}
