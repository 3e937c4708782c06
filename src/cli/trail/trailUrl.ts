import { parseTableName, type TrailConnection } from '../../cloudtrail';
import { UsageError } from '../args/parseOptions';

const FORMS =
  'trino://USER@HOST:PORT/CATALOG/SCHEMA/TABLE or athena://REGION/CATALOG/DATABASE/TABLE?workgroup=W&output=s3://BUCKET/FOLDER/';

/**
 * Reads where a trail is: `trino://…` (plain HTTP to a loopback address, TLS to any other) or `athena://…`. A password
 * or token is taken from `SIGTRAIL_TRAIL_PASSWORD` or `SIGTRAIL_TRAIL_TOKEN`: a command line is seen by others.
 *
 * @throws UsageError
 */
export function parseTrailUrl(text: string, env: Readonly<Record<string, string | undefined>>): TrailConnection {
  const url = URL.parse(text);
  const isTrino = url?.protocol === 'trino:';
  if (!url || !(isTrino || url.protocol === 'athena:') || url.hostname === '') {
    throw new UsageError(`"${withoutPassword(text)}" names no trail. Write ${FORMS}.`);
  }
  if (url.password !== '') {
    throw new UsageError(
      'The trail’s URL holds a password, which others can see. Set SIGTRAIL_TRAIL_PASSWORD in the environment instead.'
    );
  }
  const table = tableOf(url);
  if (!isTrino) {
    const workgroup = url.searchParams.get('workgroup');
    const outputLocation = url.searchParams.get('output');
    return {
      engine: 'athena',
      table,
      region: url.hostname,
      ...(workgroup ? { workgroup } : {}),
      ...(outputLocation ? { outputLocation } : {}),
    };
  }
  const user = decodeURIComponent(url.username);
  const { SIGTRAIL_TRAIL_PASSWORD: password, SIGTRAIL_TRAIL_TOKEN: token } = env;
  return {
    engine: 'trino',
    table,
    region: '',
    url: `${isLoopback(url.hostname) ? 'http' : 'https'}://${url.host}`,
    ...(user === '' ? {} : { user }),
    ...(token ? { token } : password ? { password } : {}),
  };
}

function tableOf({ pathname }: URL) {
  const parts = pathname.split('/').slice(1).map(decodeURIComponent);
  if (parts.length !== 3 || parts.includes('')) {
    throw new UsageError(`The trail’s URL must end in three names. Write ${FORMS}.`);
  }
  return parseTableName(parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.'));
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** A mistake in a URL is shown, not what it gives away. */
function withoutPassword(text: string): string {
  return text.replace(/:[^:@/]*@/, ':…@');
}
