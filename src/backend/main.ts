import { bundledRules } from 'virtual:bundled-rules';
import { code as matchWorker } from 'virtual:worker/backend/matching/matchWorker';
import { createHandlers } from './handlers';
import { withoutCrashReports } from './protocol/crashReports';
import { createLogger, isLogLevel } from './protocol/log';
import { servePlugin } from './protocol/servePlugin';
import { Secrets } from './settings/secrets';

withoutCrashReports();

// What data sources bring comes with their settings.
const secrets = new Secrets();
secrets.add([process.env.AWS_SECRET_ACCESS_KEY, process.env.AWS_SESSION_TOKEN]);
const { redact } = secrets;

// `log_level` in Grafana's section [plugin.sigtrail-cloudtrail-datasource] arrives under this name.
const level = process.env.GF_PLUGIN_LOG_LEVEL;
const logger = createLogger({ level: isLogLevel(level) ? level : 'info', redact });

const rules = bundledRules.map((rule) => ({ ...rule, origin: 'bundled' }));
void servePlugin(createHandlers({ bundledRules: rules, matchWorker, logger, secrets }), { logger, redact });
