import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { DataSourceInstance } from '../../backend/protocol/handlers';
import { APP_ID, DATASOURCE_ID } from '../../contract/ids';
import { foreignRequest, type ApiHandler } from '../host';
import { dataSourceSettings } from './settingsApi';
import { fileBelow, sendFile } from './staticFiles';

export interface PreviewOptions {
  /** Answers queries, resources and health checks. */
  readonly api: ApiHandler;
  /** The data source that the pages show. Saved settings are written into it, so `api` must hold the same object. */
  readonly dataSource: DataSourceInstance;
  /** The built plugin, `dist/`. */
  readonly pluginFolder: string;
  /** The built host page, `build/preview/`. */
  readonly previewFolder: string;
  /** 0: any free port. */
  readonly port: number;
}

/**
 * Serves the plugin's pages and editors without Grafana, on a loopback address and to its own pages alone: it asks for
 * no login.
 *
 * @throws Error when the port is taken
 */
export async function startPreview(options: PreviewOptions): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => {
      if (response.headersSent) {
        response.destroy();
      } else {
        sendText(response, 500, 'The preview could not answer this request.');
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${options.port} is taken. Give another by --port.`) : error)
    );
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(options: PreviewOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const foreign = foreignRequest(request.headers);
  if (foreign) {
    return sendText(response, 403, foreign);
  }
  if (await options.api(request, response)) {
    return;
  }
  const path = URL.parse(request.url ?? '/', 'http://localhost')?.pathname ?? '/';
  if (path === `/api/datasources/uid/${options.dataSource.uid}`) {
    return dataSourceSettings(options.dataSource, request, response);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return sendText(response, 405, 'Nothing here takes this method.');
  }
  const file = await fileFor(options, path);
  if (!file || !(await sendFile(file, request, response))) {
    sendText(response, 404, 'There is nothing here.');
  }
}

/** Plugin files lie where Grafana has them; a path without an extension is a page of the host's own router. */
function fileFor({ pluginFolder, previewFolder }: PreviewOptions, path: string): Promise<string | undefined> {
  for (const [id, folder] of [
    [APP_ID, pluginFolder],
    [DATASOURCE_ID, join(pluginFolder, 'datasource')],
  ]) {
    const prefix = `/public/plugins/${id}/`;
    if (path.startsWith(prefix)) {
      return fileBelow(folder, path.slice(prefix.length));
    }
  }
  const isFile = path.startsWith('/public/') || path.startsWith('/api/') || /\.[a-z0-9]+$/i.test(path);
  return fileBelow(previewFolder, isFile ? path : '/index.html');
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' });
  response.end(text);
}
