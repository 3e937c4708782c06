import { createLogger } from '../log';
import { servePlugin } from '../servePlugin';
import { fixtureHandlers } from './fixtureHandlers';

// The executable that scripts/check-host.mjs starts to see the protocol at its edges.
const redact = (text: string) => text.replaceAll('s3cr3t', '[secret]');
const logger = createLogger({ level: 'debug', redact });

void servePlugin(fixtureHandlers(logger), { logger, redact });
