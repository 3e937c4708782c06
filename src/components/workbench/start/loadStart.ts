import { copyOfRule } from '../../../catalogue/authoring';
import type { RulePage } from '../../../contract/resources';
import type { RuleFileResponse, RuleFoldersResponse } from '../../../contract/ruleFiles';
import { getResource } from '../../shared/dataSources';
import { lookUpEvent, type ChosenEvent } from '../event/chosenEvent';
import { exampleRule } from './exampleRule';
import { ruleOfEvent, filterOfEvent } from './fromEvent';
import type { Fresh, SavedFile, Start, StartParams } from './start';

/** A correlation of correlations may look at many rules. */
const MOST_RULES = 50;

/** Fetches what the workbench is to begin with. Rejects with a sentence. */
export async function loadStart(uid: string, params: StartParams, fresh: Fresh, signal: AbortSignal): Promise<Start> {
  const [page, event] = await Promise.all([
    params.rule === undefined ? undefined : rulePage(uid, params.rule, signal),
    params.event === undefined ? undefined : lookUpEvent(uid, params.event, signal),
  ]);
  if (page && params.suppress) {
    if (!event) {
      throw new Error('A filter is written for an event. Open it from one: the address needs "event" beside "rule".');
    }
    return startOfFilter(page, event, fresh);
  }
  if (page) {
    const own = params.edit ? await ruleFile(uid, page, signal) : undefined;
    return { ...(await startOfRule(uid, page, params.edit, own, fresh, signal)), ...(event ? { event } : {}) };
  }
  return event ? startOfEvent(event, fresh) : params.kind ? startOfKind(params.kind, fresh) : startOfNew(fresh);
}

function startOfNew(fresh: Fresh): Start {
  return { key: 'new', title: 'New rule', text: exampleRule(fresh) };
}

/** A rule that looks at a kind of event: its author knows what else makes one worth a look. */
function startOfKind(kind: NonNullable<StartParams['kind']>, fresh: Fresh): Start {
  const { eventSource, eventName } = kind;
  const record: ChosenEvent = {
    record: { ...kind },
    label: `${eventSource} ${eventName}`,
    key: `${eventSource} ${eventName}`,
  };
  return {
    key: `kind:${record.key}`.slice(0, 200),
    title: `Rule for ${eventName}`,
    text: ruleOfEvent(record, fresh, []),
  };
}

/** A rule made from an event. @throws Error where the event has nothing that a rule could ask for */
export function startOfEvent(event: ChosenEvent, fresh: Fresh): Start {
  return {
    key: `event:${event.key.slice(0, 100)}`,
    title: 'Rule from an event',
    text: ruleOfEvent(event, fresh),
    event,
    from: { kind: 'event' },
  };
}

function startOfFilter(page: RulePage, event: ChosenEvent, fresh: Fresh): Start {
  if (page.kind !== 'rule') {
    throw new Error(
      `"${page.title}" is a correlation, and filters are for rules. Suppress the principal in one of the rules that it looks at.`
    );
  }
  const { id, title, logsource, body } = page;
  return {
    key: `suppress:${id}:${event.key.slice(0, 100)}`,
    title: `Filter for ${title}`,
    text: filterOfEvent({ id, title, logsource }, event, fresh),
    // Without a filter the rule reports what it reports: that is what is compared with.
    original: { name: 'the rule without the filter', text: '' },
    context: body,
    event,
    from: { kind: 'suppress', rule: { id, title, logsource } },
  };
}

async function startOfRule(
  uid: string,
  page: RulePage,
  edit: boolean,
  own: (SavedFile & { yaml: string }) | undefined,
  fresh: Fresh,
  signal: AbortSignal
): Promise<Start> {
  const { id, title, body } = page;
  const { context, ...rest } = own ? { context: undefined } : await contextOf(uid, page, signal);
  const text = own?.yaml ?? body;
  return {
    key: `${edit ? 'edit' : 'rule'}:${id}`,
    title: edit ? title : `Copy of ${title}`,
    text: edit ? text : copyOfRule(body, { of: { id, title }, ...fresh }),
    original: { name: edit ? 'the rule as it is' : `"${title}"`, text },
    ...rest,
    ...(context === undefined ? {} : { context }),
    ...(own ? { file: { folder: own.folder, file: own.file, etag: own.etag } } : {}),
  };
}

/** The rules that a correlation looks at, as documents behind it. */
async function contextOf(uid: string, page: RulePage, signal: AbortSignal): Promise<{ context?: string }> {
  const found = new Map<string, RulePage>([[page.id, page]]);
  for (const { kind, related = [] } of found.values()) {
    const below = kind === 'correlation' ? related.filter(({ type }) => type === 'correlates') : [];
    for (const { id } of below) {
      if (!found.has(id) && found.size <= MOST_RULES) {
        found.set(id, await rulePage(uid, id, signal));
      }
    }
  }
  const [, ...below] = found.values();
  return below.length === 0 ? {} : { context: below.map(({ body }) => body).join('\n---\n') };
}

/** The rule's file where it lies in a folder that the user may write to. */
async function ruleFile(uid: string, { file: from }: RulePage, signal: AbortSignal) {
  if (from === undefined) {
    return undefined;
  }
  const { folders } = await getResource<RuleFoldersResponse>(uid, 'rule-folders', undefined, signal);
  const folder = folders.find(({ path, writable }) => writable && path === from.folder);
  if (!folder) {
    return undefined;
  }
  const place = { folder: folder.index, file: from.file };
  return { ...place, ...(await getResource<RuleFileResponse>(uid, 'rule-files', place, signal)) };
}

function rulePage(uid: string, id: string, signal: AbortSignal): Promise<RulePage> {
  return getResource<RulePage>(uid, `rules/${encodeURIComponent(id)}`, undefined, signal);
}
