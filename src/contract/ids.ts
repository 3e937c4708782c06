/** Plugin ids, fixed: provisioned files and dashboards name them. */
export const APP_ID = 'sigtrail-cloudtrail-app';
export const DATASOURCE_ID = 'sigtrail-cloudtrail-datasource';
