import type { DataSourceInstance } from '../../backend/protocol/handlers';
import type { ApiHandler } from '../host';
export function startPreview(_: {
  api: ApiHandler;
  dataSource: DataSourceInstance;
  pluginFolder: string;
  previewFolder: string;
  port: number;
}): Promise<{ url: string; close(): Promise<void> }> {
  return Promise.reject(new Error('The preview is not built.'));
}
