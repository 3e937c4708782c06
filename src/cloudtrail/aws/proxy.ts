import { BlockList, isIP, isIPv4 } from 'node:net';

/** What stands between the Grafana server and AWS. The environment's proxies are those of the process. */
export type ProxySettings =
  | { readonly type: 'env' }
  | { readonly type: 'none' }
  | { readonly type: 'url'; readonly url: string; readonly username?: string; readonly password?: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy, with its user name and password, that a request to `target` goes through; undefined: none.
 * Of the environment as Go programs, Grafana among them, read it: HTTP_PROXY and HTTPS_PROXY by the target's scheme,
 * NO_PROXY, and never for this machine itself.
 */
export function proxyFor(
  target: URL,
  proxy: ProxySettings = { type: 'env' },
  environment: Environment = process.env
): URL | undefined {
  switch (proxy.type) {
    case 'none':
      return undefined;
    case 'url':
      return withUser(proxy.url, proxy.username, proxy.password);
    case 'env':
      return environmentProxy(target, environment);
  }
}

/** What of a proxy is to be kept secret: its password, and user name and password together, as its header has them. */
export function proxySecrets(
  proxy: ProxySettings = { type: 'env' },
  environment: Environment = process.env
): readonly string[] {
  const proxies =
    proxy.type === 'url'
      ? [withUser(proxy.url, proxy.username, proxy.password)]
      : ['HTTP_PROXY', 'HTTPS_PROXY'].map((name) => proxyOf(valueOf(environment, name)));
  return proxies.flatMap((url) => {
    const [username, password] = [url?.username ?? '', url?.password ?? ''].map(decoded);
    return password === '' ? [] : [password, `${username}:${password}`];
  });
}

function withUser(url: string, username = '', password = ''): URL {
  const proxy = new URL(url);
  proxy.username = encodeURIComponent(username);
  proxy.password = encodeURIComponent(password);
  return proxy;
}

function environmentProxy(target: URL, environment: Environment): URL | undefined {
  const url = valueOf(environment, target.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  return isLocal(target) || isExcepted(target, valueOf(environment, 'NO_PROXY')) ? undefined : proxyOf(url);
}

function valueOf(environment: Environment, name: string): string {
  return environment[name] || environment[name.toLowerCase()] || '';
}

/** A proxy as the environment writes it: a bare host is one that speaks HTTP. */
function proxyOf(text: string): URL | undefined {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(written) ? new URL(written) : undefined;
  if (!proxy || !/^https?:$/.test(proxy.protocol)) {
    return undefined;
  }
  return withUser(proxy.href, decoded(proxy.username), decoded(proxy.password));
}

/** A password may hold a percent sign that nobody encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const hostOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/^\[|\]$/g, '');

function isLocal(target: URL): boolean {
  const host = hostOf(target);
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function isExcepted(target: URL, list: string): boolean {
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && (entry === '*' || fits(target, entry)));
}

/** `example.com` and `.example.com`, an address or a network, each with a port where there is one. */
function fits(target: URL, entry: string): boolean {
  const host = hostOf(target);
  const [, network, bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network) {
    return isWithin(host, network, Number(bits));
  }
  const [, bare, port] = /^\[?(.+?)\]?(?::(\d+))?$/.exec(entry) ?? [];
  const name = isIP(entry) ? entry : (bare ?? entry);
  if (port !== undefined && !isIP(entry) && port !== portOf(target)) {
    return false;
  }
  const domain = name.replace(/^\*?\./, '');
  // A leading dot leaves the domain itself out.
  return host.endsWith(`.${domain}`) || (host === domain && domain === name);
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || family !== isIP(host) || bits > (family === 4 ? 32 : 128)) {
    return false;
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const blocked = new BlockList();
  blocked.addSubnet(network, bits, type);
  return blocked.check(host, type);
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}
