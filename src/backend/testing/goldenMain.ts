import type { DataResponse, PluginHandlers } from '../protocol/handlers';
import { createLogger } from '../protocol/log';
import { servePlugin } from '../protocol/servePlugin';
import { TestBackend } from './backend';
import { answerGolden, GOLDEN_QUERIES } from './goldenQueries';

// The executable that scripts/check-host.mjs starts to see golden answers as Grafana's code decodes them. A query's
// refId names it: that alone is taken from what comes, and the range.
const handlers: PluginHandlers = {
  ...new TestBackend().handlers,
  async queryData({ queries }) {
    const answers = new Map<string, DataResponse>();
    for (const { refId, fromMs, toMs, intervalMs } of queries) {
      const { frames, ...rest } = await answerGolden(GOLDEN_QUERIES[refId], { fromMs, toMs, intervalMs });
      answers.set(refId, { ...rest, frames: frames.map((frame) => ({ ...frame, refId })) });
    }
    return answers;
  },
};

const logger = createLogger({ level: 'info', redact: (text) => text });
void servePlugin(handlers, { logger, redact: (text) => text });
