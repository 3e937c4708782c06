import type { RulePage } from '../../contract/resources';
import { reasonsOf } from '../rule/account/reasons';
import { windowFound } from '../rule/account/windowFound';
import { factsOf } from './facts';
import type { DetectionRow, EventRow } from './rows';

export interface TicketParts {
  readonly event: EventRow;
  readonly page?: RulePage;
  readonly detection?: DetectionRow;
  /** What rules reported around the event, oldest first. */
  readonly around: readonly DetectionRow[];
  /** Title → URL. */
  readonly links: ReadonlyArray<readonly [string, string]>;
}

const MOST_AROUND = 50;
/** A window may hold thousands of events. */
const MOST_OF_WINDOW = 50;

/** A detection as Markdown, to be pasted into a ticket. What events say stands in code spans, so that it stays text. */
export function ticketText({ event, page, detection, around, links }: TicketParts): string {
  const title = page
    ? `## ${inline(detection?.severity ?? page.level)}: ${inline(page.title)}`
    : `## ${inline(event.eventName)} by ${inline(event.principal)}`;
  const facts = factsOf(event).map((group) =>
    [`### ${group.title}`, '', ...group.facts.map(({ name, value }) => `- ${inline(name)}: ${code(value)}`)].join('\n')
  );
  const reasons = detection ? reasonsOf(detection.matched) : [];
  const ids = (detection && windowFound(detection.matched)?.eventIds) ?? [];
  const nearby = around.slice(-MOST_AROUND);
  return (
    [
      title,
      ...facts,
      ...section(
        'Why it matched',
        reasons.map((reason) => `- ${code(reason)}`)
      ),
      ...section('Events of the window', [
        ...ids.slice(-MOST_OF_WINDOW).map((id) => `- ${code(id)}`),
        ...(ids.length > MOST_OF_WINDOW ? [`- and ${ids.length - MOST_OF_WINDOW} before them`] : []),
      ]),
      ...section('What the rule is for', page?.description === undefined ? [] : [quoted(page.description)]),
      ...section(
        'False positives',
        (page?.falsepositives ?? []).map((text) => `- ${inline(text)}`)
      ),
      ...section(
        'Detections around it',
        nearby.map(
          ({ timeMs, severity, rule, eventName, address }) =>
            `- ${new Date(timeMs).toISOString()} ${inline(severity)}: ${inline(rule)}, ${code(eventName)} from ${code(address)}`
        )
      ),
      ...section(
        'References',
        (page?.references ?? []).map((text) => `- ${inline(text)}`)
      ),
      ...section(
        'Links',
        links.map(([name, url]) => `- [${inline(name)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`)
      ),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[`### ${title}`, '', ...lines].join('\n')];
}

/** A code span holds any text of one line, if its fence is longer than each row of backticks in it. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '–' : `${fence}${pad}${line}${pad}${fence}`;
}

function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|#]/g, '\\$&');
}

function quoted(text: string): string {
  return text
    .trim()
    .split('\n')
    .map((line) => `> ${inline(line)}`)
    .join('\n');
}
