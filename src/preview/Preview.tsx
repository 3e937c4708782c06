import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { createTheme, PluginContextProvider, ThemeContext, urlUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, PortalContainer } from '@grafana/ui';
import { APP_ID } from '../contract/ids';
import { ConfigPage } from './pages/ConfigPage';
import { ElsewherePage } from './pages/ElsewherePage';
import { QueryPage } from './pages/QueryPage';
import { VariablePage } from './pages/VariablePage';
import { PluginPage } from './shell/PluginPage';
import { Router } from './shell/Router';
import { Shell } from './shell/Shell';
import type { Host } from './start';

const theme = createTheme({ colors: { mode: config.theme2.isLight ? 'light' : 'dark' } });

/** The host page: the app below its root, the data source's editors, and little else. */
export function Preview(host: Host) {
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Router>
        <Shell appId={APP_ID} pages={host.appMeta.includes ?? []}>
          <Routes>
            <Route path={`/a/${APP_ID}/*`} element={<AppRoot {...host} />} />
            <Route path={`/plugins/${APP_ID}`} element={<AppConfig {...host} />} />
            <Route path="/connections/datasources/edit/:uid" element={<ConfigPage {...host} />} />
            <Route path="/connections/datasources/new" element={<ConfigPage {...host} />} />
            <Route path="/explore" element={<QueryPage {...host} />} />
            <Route path="/variables" element={<VariablePage {...host} />} />
            <Route path="/" element={<Navigate to={`/a/${APP_ID}`} replace />} />
            <Route path="*" element={<ElsewherePage />} />
          </Routes>
        </Shell>
      </Router>
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

function AppRoot({ app, appMeta }: Host) {
  const { pathname, search } = useLocation();
  const Root = app.root;
  return Root ? (
    <PluginContextProvider meta={appMeta}>
      {/* eslint-disable @typescript-eslint/no-deprecated -- Grafana still passes them. */}
      <Root
        meta={appMeta}
        basename={`/a/${APP_ID}`}
        path={pathname}
        query={urlUtil.parseKeyValue(search.slice(1))}
        onNavChanged={() => undefined}
      />
      {/* eslint-enable @typescript-eslint/no-deprecated */}
    </PluginContextProvider>
  ) : null;
}

function AppConfig({ app, appMeta }: Host) {
  const [page] = app.configPages ?? [];
  const Body = page?.body;
  return <PluginPage pageNav={{ text: appMeta.name }}>{Body && <Body plugin={app} query={{}} />}</PluginPage>;
}
