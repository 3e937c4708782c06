import { bundledRules } from 'virtual:bundled-rules';
import { createHandlers } from './handlers';
import { createLogger, isLogLevel } from './protocol/log';
import { servePlugin } from './protocol/servePlugin';

// `log_level` in Grafana's section [plugin.sigtrail-cloudtrail-datasource] arrives under this name.
const level = process.env.GF_PLUGIN_LOG_LEVEL;
const logger = createLogger({ level: isLogLevel(level) ? level : 'info' });

const rules = bundledRules.map((rule) => ({ ...rule, origin: 'bundled' }));
void servePlugin(createHandlers({ bundledRules: rules, logger }), { logger });
