import { load } from 'js-yaml';
import { byteLength } from '../texts';
import type { ProvisionedGroup, ProvisionedRule, ProvisioningFile } from '../provisioning';

/**
 * Reads an alerting provisioning file as Grafana 12.4 reads it: the same members, limits and replacements (facts of
 * `pkg/services/provisioning/alerting` and `pkg/services/ngalert/models`). Throws at the first thing that Grafana would refuse, or
 * drop without a word.
 */
export function loadProvisioning(text: string, env: Readonly<Record<string, string>> = {}): ProvisionedGroup[] {
  const file = members(load(text), 'file', ['apiVersion', 'groups']) as unknown as ProvisioningFile;
  must(file.apiVersion === 1, 'apiVersion is 1');
  const uids = new Set<string>();
  const titles = new Set<string>();
  return list(file.groups, 'groups').map((value) => {
    const group = members(value, 'group', [
      'orgId',
      'name',
      'folder',
      'interval',
      'rules',
    ]) as unknown as ProvisionedGroup;
    must(Number.isInteger(group.orgId) && group.orgId >= 1, 'orgId');
    const name = replaced(group.name, env, 190);
    must(!name.includes('/'), `group ${name} with a slash`);
    const folder = replaced(group.folder, env, 190);
    must(seconds(group.interval) % 10 === 0 && seconds(group.interval) >= 10, `interval ${group.interval}`);
    const rules = list(group.rules, 'rules').map((rule) => loadRule(rule, env));
    for (const { uid, title } of rules) {
      must(!uids.has(uid), `uid ${uid} twice`);
      uids.add(uid);
      const inFolder = `${folder}\n${title.toLowerCase()}`;
      must(!titles.has(inFolder), `title ${title} twice`);
      titles.add(inFolder);
    }
    return { ...group, name, folder, rules };
  });
}

const STATES = {
  noDataState: ['NoData', 'Alerting', 'OK', 'KeepLast'],
  execErrState: ['Error', 'Alerting', 'OK', 'KeepLast'],
};

function loadRule(value: unknown, env: Readonly<Record<string, string>>): ProvisionedRule {
  const needed = ['uid', 'title', 'condition', 'data', 'noDataState', 'execErrState', 'for', 'annotations'];
  const rule = members(value, 'rule', needed, ['labels', 'isPaused', 'keepFiringFor']) as unknown as ProvisionedRule;
  const uid = replaced(rule.uid, env, 40);
  must(/^[A-Za-z0-9_-]+$/.test(uid), `uid ${uid}`);
  const title = replaced(rule.title, env, 190);
  must(STATES.noDataState.includes(rule.noDataState), `noDataState ${rule.noDataState}`);
  must(STATES.execErrState.includes(rule.execErrState), `execErrState ${rule.execErrState}`);
  seconds(rule.for);
  must(rule.keepFiringFor === undefined || seconds(rule.keepFiringFor) > 0, 'keepFiringFor');
  must(['boolean', 'undefined'].includes(typeof rule.isPaused), 'isPaused');
  const annotations = texts(rule.annotations, 'annotations');
  must(byteLength(JSON.stringify(annotations)) < 65_536, 'annotations beyond what MySQL keeps');
  const labels = Object.fromEntries(
    Object.entries(texts(rule.labels ?? {}, 'labels')).map(([name, text]) => {
      must(/^(?!grafana_|__)[a-zA-Z_][a-zA-Z0-9_]*$/.test(name), `label ${name}`);
      return [name, replaced(text, env)];
    })
  );
  const data = loadQueries(rule.data, env);
  must(data.filter(({ refId }) => refId === rule.condition).length === 1, `condition ${rule.condition}`);
  return { ...rule, uid, title, annotations, labels, data };
}

function loadQueries(value: unknown, env: Readonly<Record<string, string>>): ProvisionedRule['data'] {
  const before: string[] = [];
  return list(value, 'data').map((each) => {
    const query = members(
      each,
      'query',
      ['refId', 'relativeTimeRange', 'datasourceUid', 'model'],
      ['queryType']
    ) as unknown as ProvisionedRule['data'][number];
    const datasourceUid = replaced(query.datasourceUid, env, 40);
    const { from, to } = members(query.relativeTimeRange, 'relativeTimeRange', ['from', 'to']);
    must(Number.isInteger(from) && Number.isInteger(to) && Number(to) >= 0, 'relativeTimeRange');
    must(query.model.refId === query.refId && !before.includes(query.refId), `refId ${query.refId}`);
    if (datasourceUid === '__expr__') {
      checkThreshold(query.model, before);
    } else {
      must(Number(from) > Number(to), 'an empty time range');
      must(query.model.queryType === query.queryType, 'queryType');
    }
    before.push(query.refId);
    return { ...query, datasourceUid };
  });
}

function checkThreshold(model: Readonly<Record<string, unknown>>, before: readonly string[]): void {
  must(model.type === 'threshold' && before.includes(String(model.expression)), 'a threshold of a query before it');
  const [condition, ...more] = list(model.conditions, 'conditions');
  const evaluator = members(members(condition, 'condition', ['evaluator']).evaluator, 'evaluator', ['type', 'params']);
  must(more.length === 0 && ['gt', 'lt'].includes(String(evaluator.type)), 'one condition');
  must(
    list(evaluator.params, 'params').every((each) => typeof each === 'number'),
    'params are numbers'
  );
}

/** A text of which Grafana replaces `$NAME` and `${NAME}`; `$$` stands for `$` (`pkg/services/provisioning/values`). */
function replaced(text: unknown, env: Readonly<Record<string, string>>, most = Number.MAX_SAFE_INTEGER): string {
  must(typeof text === 'string' && text.trim() !== '', `text expected, not ${JSON.stringify(text)}`);
  const result = String(text)
    .split('$$')
    .map((part) =>
      part.replace(/\$(?:\{([^}]*)\}|(\w+))/g, (_, braced?: string, bare?: string) => env[braced ?? bare ?? ''] ?? '')
    )
    .join('$');
  must(byteLength(result) <= most, `at most ${most} bytes: ${result}`);
  return result;
}

function seconds(text: unknown): number {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(typeof text === 'string' && text !== '' ? text : '-');
  must(parts !== null, `duration ${String(text)}`);
  const [hours, minutes, rest] = (parts ?? []).slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + rest;
}

function members(
  value: unknown,
  what: string,
  needed: readonly string[],
  more: readonly string[] = []
): Record<string, unknown> {
  must(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is an object`);
  const object = value as Record<string, unknown>;
  needed.forEach((name) => must(name in object, `${what} has no ${name}`));
  Object.keys(object).forEach((name) => must(needed.includes(name) || more.includes(name), `${what} has ${name}`));
  return object;
}

function list(value: unknown, what: string): unknown[] {
  must(Array.isArray(value) && value.length > 0, `${what} is a list`);
  return value as unknown[];
}

function texts(value: unknown, what: string): Record<string, string> {
  const entries = Object.entries(value as Record<string, unknown>);
  entries.forEach(([name, text]) => must(typeof text === 'string' && text !== '', `${what}.${name} is a text`));
  return value as Record<string, string>;
}

function must(good: boolean, sentence: string): void {
  if (!good) {
    throw new Error(`Grafana would not take this file: ${sentence}`);
  }
}
