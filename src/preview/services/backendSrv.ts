import { lastValueFrom, Observable } from 'rxjs';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';

type Options = Partial<BackendSrvRequest>;

/** Grafana's front door to its API: the same answers and errors, by plain `fetch` and without its alerts. */
class PreviewBackendSrv {
  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((answers) => {
      // As in Grafana: what nobody waits for any more is cancelled.
      const gone = new AbortController();
      const abort = () => gone.abort();
      options.abortSignal?.addEventListener('abort', abort);
      send<T>({ ...options, abortSignal: gone.signal }).then(
        (answer) => {
          answers.next(answer);
          answers.complete();
        },
        (error: unknown) => answers.error(error)
      );
      return () => {
        options.abortSignal?.removeEventListener('abort', abort);
        abort();
      };
    });
  }

  chunked(): never {
    throw new Error('The preview does not stream.');
  }

  get<T = unknown>(
    url: string,
    params?: BackendSrvRequest['params'],
    requestId?: string,
    options?: Options
  ): Promise<T> {
    return this.data<T>({ ...options, method: 'GET', url, params, requestId });
  }

  delete<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.data<T>({ ...options, method: 'DELETE', url, data });
  }

  post<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.data<T>({ ...options, method: 'POST', url, data });
  }

  put<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.data<T>({ ...options, method: 'PUT', url, data });
  }

  patch<T = unknown>(url: string, data?: unknown, options?: Options): Promise<T> {
    return this.data<T>({ ...options, method: 'PATCH', url, data });
  }

  request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    return this.data<T>(options);
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  private async data<T>(options: BackendSrvRequest): Promise<T> {
    return (await lastValueFrom(this.fetch<T>(options))).data;
  }
}

export const backendSrv = new PreviewBackendSrv() as unknown as BackendSrv;

async function send<T>(config: BackendSrvRequest): Promise<FetchResponse<T>> {
  const url = addressOf(config);
  const hasBody = config.data !== undefined && config.method !== 'GET';
  const response = await fetch(url, {
    method: config.method ?? 'GET',
    headers: { ...(hasBody && { 'Content-Type': 'application/json' }), ...config.headers },
    body: hasBody ? JSON.stringify(config.data) : undefined,
    signal: config.abortSignal,
  });
  const text = await response.text();
  const data = parsed(text, config.responseType) as T;
  const { ok, status, statusText, headers, redirected, type } = response;
  if (!ok) {
    const error: FetchError = { status, statusText, data: dataOfError(data, statusText), config };
    throw error;
  }
  return { data, ok, status, statusText, headers, redirected, type, url: response.url, config };
}

/** Absent parameters are left out, lists repeat their name, as Grafana has it. */
function addressOf({ url, params }: BackendSrvRequest): string {
  const address = new URL(url, `${window.location.origin}/`);
  for (const [name, value] of Object.entries<unknown>(params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) {
        address.searchParams.append(name, String(one));
      }
    }
  }
  return address.href;
}

function parsed(text: string, responseType: BackendSrvRequest['responseType']): unknown {
  if (responseType === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function dataOfError(data: unknown, statusText: string): unknown {
  return typeof data === 'string' ? { message: data || statusText, response: data, error: statusText } : data;
}
