import type { DataSourceSettings } from '@grafana/data';
import { config, getBackendSrv } from '@grafana/runtime';
import { withOverride } from '../../contract/ruleOverrides';
import type { RuleOverride, SigtrailJsonData } from '../../contract/settings';

type Settings = DataSourceSettings<SigtrailJsonData>;

/** Whether Grafana lets the user change data sources (its permission `datasources:write`). */
export function mayChangeDataSources(): boolean {
  return config.bootData.user.permissions?.['datasources:write'] === true;
}

/** A data source's settings as Grafana keeps them, without its secrets. */
export function dataSourceSettings(uid: string): Promise<Settings> {
  return getBackendSrv().get<Settings>(urlOf(uid), undefined, undefined, { showErrorAlert: false });
}

/**
 * Changes what the data source makes of one rule, nothing else of it. Where somebody else saved the settings in between,
 * theirs are read again and changed once more.
 */
export async function changeOverride(uid: string, rule: string, change: RuleOverride): Promise<void> {
  try {
    await changeOnce(uid, rule, change);
  } catch (error) {
    if (!isConflict(error)) {
      throw error;
    }
    await changeOnce(uid, rule, change);
  }
}

async function changeOnce(uid: string, rule: string, change: RuleOverride): Promise<void> {
  const settings = await dataSourceSettings(uid);
  const { ruleOverrides: old, ...others } = settings.jsonData;
  const ruleOverrides = withOverride(old, rule, change);
  const jsonData: SigtrailJsonData = { ...others, ...(ruleOverrides ? { ruleOverrides } : {}) };
  await getBackendSrv().put(urlOf(uid), { ...settings, jsonData }, { showErrorAlert: false, showSuccessAlert: false });
}

function urlOf(uid: string): string {
  return `/api/datasources/uid/${encodeURIComponent(uid)}`;
}

function isConflict(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 409;
}
