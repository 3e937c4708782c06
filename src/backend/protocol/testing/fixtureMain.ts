import { Worker } from 'node:worker_threads';
import { code } from 'virtual:worker/backend/protocol/testing/echoWorker';
import { createLogger } from '../log';
import { servePlugin } from '../servePlugin';
import { fixtureHandlers } from './fixtureHandlers';

// The executable that scripts/check-host.mjs starts to see the protocol at its edges.
const redact = (text: string) => text.replaceAll('s3cr3t', '[secret]');
const logger = createLogger({ level: 'debug', redact });
const handlers = fixtureHandlers(logger);
const { callResource } = handlers;

handlers.callResource = async (request, signal) => {
  if (request.path !== 'worker') {
    return callResource(request, signal);
  }
  const worker = new Worker(code, { eval: true, workerData: 'a job' });
  const body = await new Promise<string>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  return { status: 200, body };
};

void servePlugin(handlers, { logger, redact });
