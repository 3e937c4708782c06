import type { ProxySettings } from '../../cloudtrail';
import { PROXY_TYPES, type ProxyType } from '../../contract/settings';
import type { Reader } from './readers';

/** The proxy before AWS, named as in Grafana's AWS data sources; undefined: what the environment says. */
export function parseProxy(json: Reader, secure: Readonly<Record<string, string>>): ProxySettings | undefined {
  switch (parseType(json)) {
    case 'env':
      return undefined;
    case 'none':
      return { type: 'none' };
    case 'url':
      return parseUrl(json, secure);
  }
}

function parseType(json: Reader): ProxyType {
  const type = json.text('proxyType');
  if (type === undefined) {
    return 'env';
  }
  if ((PROXY_TYPES as readonly string[]).includes(type)) {
    return type as ProxyType;
  }
  json.problem('proxyType', `"${type}" is unknown: use "env", "none" or "url".`);
  return 'env';
}

function parseUrl(json: Reader, secure: Readonly<Record<string, string>>): ProxySettings | undefined {
  const text = json.text('proxyUrl');
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    // It is not repeated: a password may stand in it.
    json.problem('proxyUrl', 'proxyType is "url", which needs one such as "http://proxy.example.com:3128".');
    return undefined;
  }
  if (url.username || url.password) {
    json.problem('proxyUrl', 'must hold no user name or password: set proxyUsername, and proxyPassword as a secret.');
  }
  const username = json.text('proxyUsername');
  const password = secure.proxyPassword;
  return { type: 'url', url: url.origin, ...(username ? { username } : {}), ...(password ? { password } : {}) };
}
