import { APP_ID, DATASOURCE_ID } from '../contract/ids';

/** What the server tells about the data source (Grafana's shape, without secrets). */
export interface ShownDataSource {
  id: number;
  uid: string;
  name: string;
  type: string;
  url: string;
  jsonData: Record<string, unknown>;
  secureJsonFields: Record<string, boolean>;
  readOnly: boolean;
  version: number;
  isDefault: boolean;
  orgId: number;
}

export const PREVIEW_UID = 'sigtrail';
export const THEME = new URLSearchParams(window.location.search).get('theme') ?? stored() ?? 'dark';

function stored(): string | null {
  return window.sessionStorage.getItem('sigtrail-preview-theme');
}

// Grafana's server puts this into its page; @grafana/runtime reads it when it is loaded.
Object.assign(window, {
  __grafana_public_path__: '/public/',
  grafanaBootData: {
    assets: { dark: '', light: '' },
    navTree: [],
    user: {
      id: 1,
      login: 'admin',
      name: 'admin',
      email: 'admin@localhost',
      isSignedIn: true,
      isGrafanaAdmin: true,
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: 'Admin',
      theme: THEME === 'light' ? 'light' : 'dark',
      language: 'en-US',
      regionalFormat: 'en-US',
      timezone: 'browser',
      weekStart: 'browser',
      permissions: { 'datasources:read': true, 'datasources:write': true },
    },
    settings: {
      appUrl: `${window.location.origin}/`,
      appSubUrl: '',
      buildInfo: { version: '12.4.10', commit: '', env: 'production', edition: 'Open Source' },
      exploreEnabled: true,
      unifiedAlertingEnabled: true,
      awsAllowedAuthProviders: ['default', 'keys', 'credentials', 'ec2_iam_role'],
      awsAssumeRoleEnabled: true,
      awsPerDatasourceHTTPProxyEnabled: true,
      featureToggles: {},
      datasources: {},
      apps: { [APP_ID]: { id: APP_ID, path: `public/plugins/${APP_ID}/module.js`, version: '', preload: false } },
      panels: {},
      defaultDatasource: DATASOURCE_ID,
    },
  },
});
