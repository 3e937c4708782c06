import { formatDuration } from './duration';
import { hclString, printHcl, type HclBlock, type HclRaw, type HclValue } from './hcl';
import type { AlertQuery, AlertRule, AlertRuleGroup, AlertRules } from './model';

/**
 * The alert rules as resources of the Grafana provider: a `grafana_folder`, and a `grafana_rule_group` for each group.
 * Terraform interpolates by itself only, so `$` is not doubled for Grafana.
 */
export function terraformFile({ groups }: AlertRules): string {
  const folders = [...new Set(groups.map(({ folder }) => folder))];
  const folderName = (folder: string): string =>
    `sigtrail${folders.length > 1 ? `_${folders.indexOf(folder) + 1}` : ''}`;
  return printHcl([
    ...folders.map((title) => ({
      type: 'resource',
      labels: ['grafana_folder', folderName(title)],
      arguments: { title },
    })),
    ...groups.map((group) => groupBlock(group, `grafana_folder.${folderName(group.folder)}.uid`)),
  ]);
}

function groupBlock(group: AlertRuleGroup, folderUid: string): HclBlock {
  return {
    type: 'resource',
    labels: ['grafana_rule_group', identifier(group.name)],
    arguments: {
      ...(group.orgId === 1 ? {} : { org_id: String(group.orgId) }),
      name: group.name,
      folder_uid: { raw: folderUid },
      interval_seconds: group.intervalSeconds,
    },
    blocks: group.rules.map(ruleBlock),
  };
}

function ruleBlock(rule: AlertRule): HclBlock {
  return {
    type: 'rule',
    arguments: {
      uid: rule.uid,
      name: rule.title,
      condition: rule.condition,
      no_data_state: rule.noDataState,
      exec_err_state: rule.execErrState,
      for: formatDuration(rule.forSeconds),
      keep_firing_for: rule.keepFiringSeconds === 0 ? undefined : formatDuration(rule.keepFiringSeconds),
      is_paused: false,
      annotations: rule.annotations,
      labels: rule.labels,
    },
    blocks: rule.queries.map(dataBlock),
  };
}

function dataBlock({ refId, queryType, fromSeconds, toSeconds, datasourceUid, model }: AlertQuery): HclBlock {
  return {
    type: 'data',
    arguments: { ref_id: refId, query_type: queryType, datasource_uid: datasourceUid, model: jsonText(model) },
    blocks: [{ type: 'relative_time_range', arguments: { from: fromSeconds, to: toSeconds } }],
  };
}

/** The provider takes a query's model as JSON text, and compares it by what it says. */
function jsonText(model: Readonly<Record<string, unknown>>): HclValue {
  const raw: HclRaw = { raw: `jsonencode(${jsonExpression(model)})` };
  return raw;
}

/** JSON is HCL's expression syntax but for strings, and `:` is allowed in objects. */
function jsonExpression(value: unknown): string {
  if (typeof value === 'string') {
    return hclString(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(jsonExpression).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{ ${members.map(([name, member]) => `${hclString(name)} : ${jsonExpression(member)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

/** A name for a resource: letters, digits, `_` and `-`, beginning with a letter. */
function identifier(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(name) ? name : `sigma_${name}`;
}
