import { useLocation } from 'react-router-dom';
import { EmptyState } from '@grafana/ui';
import { PluginPage } from '../shell/PluginPage';

/** Where a link of the plugin leads to Grafana itself. */
export function ElsewherePage() {
  const { pathname } = useLocation();
  return (
    <PluginPage pageNav={{ text: 'A page of Grafana' }}>
      <EmptyState variant="not-found" message="The preview does not have this page">
        Grafana shows it under {pathname}.
      </EmptyState>
    </PluginPage>
  );
}
