import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { partitionOf } from '../../contract/partitions';
import { proxyFor } from './proxy';
import type { AwsSettings } from './settings';

type Reached = Pick<AwsSettings, 'endpoint' | 'proxy'>;

export interface Timeouts {
  /** Until the whole answer is there, in milliseconds. */
  readonly requestTimeout?: number;
  readonly connectionTimeout?: number;
}

/** What an AWS client sends its requests by; as its `requestHandler`. */
export interface RequestHandlerOptions extends Timeouts {
  readonly httpAgent?: HttpProxyAgent<string>;
  readonly httpsAgent?: HttpsProxyAgent<string>;
}

/** How requests to a service in a region are sent: in time, and through the proxy of the settings where there is one. */
export function requestHandler(
  settings: Reached,
  service: string,
  region: string,
  timeouts: Timeouts = {}
): RequestHandlerOptions {
  const target = new URL(settings.endpoint ?? `https://${service}.${region}.${partitionOf(region).domain}`);
  const proxy = proxyFor(target, settings.proxy);
  if (!proxy) {
    return timeouts;
  }
  const agent = { keepAlive: true };
  return target.protocol === 'https:'
    ? { ...timeouts, httpsAgent: new HttpsProxyAgent(proxy.href, agent) }
    : { ...timeouts, httpAgent: new HttpProxyAgent(proxy.href, agent) };
}
