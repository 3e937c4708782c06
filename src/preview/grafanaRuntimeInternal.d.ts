// @grafana/runtime keeps this for Grafana itself; the build finds it in the package's files.
declare module 'grafana-runtime-plugin-page' {
  import type { ComponentType } from 'react';
  import type { PluginPageProps } from '@grafana/runtime';

  export function setPluginPage(component: ComponentType<PluginPageProps>): void;
}
