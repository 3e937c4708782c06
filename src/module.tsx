import { lazy, Suspense } from 'react';
import { AppPlugin, type AppRootProps, type PluginConfigPageProps, type AppPluginMeta } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';

const App = lazy(() => import('./components/App').then(({ App: component }) => ({ default: component })));
const AppConfig = lazy(() =>
  import('./components/AppConfig').then(({ AppConfig: component }) => ({ default: component }))
);

function LazyApp(props: AppRootProps) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <App {...props} />
    </Suspense>
  );
}

function LazyConfig(props: PluginConfigPageProps<AppPluginMeta>) {
  return (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <AppConfig {...props} />
    </Suspense>
  );
}

export const plugin = new AppPlugin<object>().setRootPage(LazyApp).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: LazyConfig,
  id: 'configuration',
});
