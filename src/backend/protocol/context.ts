import type { PluginContext as WireContext, User as WireUser } from './gen/plugin_pb';
import type { DataSourceInstance, PluginContext, PluginUser } from './handlers';

const decoder = new TextDecoder();

/** Grafana's plugin context as handlers see it. Nothing here throws: what cannot be read is empty. */
export function readContext(context: WireContext | undefined): PluginContext {
  const settings = context?.dataSourceInstanceSettings;
  const dataSource: DataSourceInstance | undefined = settings && {
    id: Number(settings.id),
    uid: settings.uid,
    name: settings.name,
    url: settings.url,
    jsonData: readJsonObject(settings.jsonData) ?? {},
    secureJsonData: settings.decryptedSecureJsonData,
    updatedMs: Number(settings.lastUpdatedMS),
  };
  return {
    orgId: Number(context?.orgId ?? 0),
    pluginId: context?.pluginId ?? '',
    grafanaConfig: context?.grafanaConfig ?? {},
    ...(context?.user && { user: readUser(context.user) }),
    ...(dataSource && { dataSource }),
  };
}

function readUser({ login, name, email, role }: WireUser): PluginUser {
  return { login, name, email, role };
}

/** The JSON object in these bytes; undefined for anything else. */
export function readJsonObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (bytes.length === 0) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Headers with lower-case names. */
export function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
