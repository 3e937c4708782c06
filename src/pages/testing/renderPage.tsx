import { render, type RenderResult } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { from } from 'rxjs';
import type { AppRootProps } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { App } from '../../components/App';

/**
 * Answers of resources, by `METHOD path`, and of a data source's queries, by `QUERY uid`, or what makes one of the body or
 * of the request; an Error rejects.
 */
export type Answers = Readonly<Record<string, unknown>>;

let answers: Answers = {};
let dataSources: Array<{ uid: string; name: string; isDefault?: boolean; jsonData?: object }> = [];
export const asked: Array<{ method: string; path: string; body?: unknown }> = [];

/** What `@grafana/runtime` is replaced by: resources answer what the test says. */
export function runtimeMock(): Record<string, unknown> {
  const call = (method: string) => (url: string, body?: unknown) => {
    const path = url.replace(/^\/api\/datasources\/uid\/[^/]+\/resources\//, '');
    asked.push({ method, path, body });
    const given = answers[`${method} ${path}`];
    const answer: unknown = typeof given === 'function' ? (given as (body: unknown) => unknown)(body) : given;
    return answer instanceof Error || answer === undefined
      ? Promise.reject(answer ?? new Error(`nobody answers ${method} ${path}`))
      : Promise.resolve(answer);
  };
  return {
    config: { unifiedAlertingEnabled: false, bootData: { user: { permissions: {} } } },
    getBackendSrv: () => ({ get: call('GET'), post: call('POST'), put: call('PUT') }),
    locationService: { getHistory: () => ({ block: () => () => undefined }) },
    getDataSourceSrv: () => ({
      getList: () => dataSources.map((one) => ({ jsonData: {}, ...one })),
      get: async ({ uid }: { uid: string }) => ({
        query: (request: unknown) => from(call('QUERY')(uid, request)),
      }),
    }),
    PluginPage: ({ children, actions, pageNav }: PluginPageProps) => (
      <main>
        <h1>{pageNav?.text}</h1>
        {actions}
        {children}
      </main>
    ),
  };
}

/** Renders the app at a path, with these data sources and answers. */
export function renderApp(
  path: string,
  given: Answers,
  sources: typeof dataSources = [{ uid: 'one', name: 'One' }]
): RenderResult {
  answers = given;
  dataSources = sources;
  asked.splice(0);
  return render(
    <MemoryRouter initialEntries={[path]}>
      <App {...({} as AppRootProps)} />
    </MemoryRouter>
  );
}
