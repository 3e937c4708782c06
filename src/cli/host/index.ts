export { foreignRequest } from './localOnly';
export { createDataSourceApi, type ApiHandler, type DataSourceApiOptions } from './httpApi';
export { frameToJson } from './frameJson';
export { connectPlugin, type PluginConnection, type QueryAnswer } from './pluginClient';
export { startPlugin, type PluginClient, type StartPluginOptions } from './startPlugin';
