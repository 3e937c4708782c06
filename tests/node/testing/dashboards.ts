import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FOLDER = join(__dirname, '../../../src/datasource/dashboards');

/** A dashboard's JSON, as far as tests look into it. */
export interface Dashboard {
  uid: string;
  title: string;
  links: Array<{ url: string }>;
  templating: { list: Variable[] };
  panels: Panel[];
}
export interface Variable {
  name: string;
  type: string;
  query: unknown;
  regex?: string;
  multi?: boolean;
  includeAll?: boolean;
  allValue?: string;
  current: { value?: string };
  datasource?: { type: string; uid: string };
}
export interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  datasource?: { type: string; uid: string };
  targets?: Target[];
  transformations?: unknown[];
  fieldConfig?: { defaults: { noValue?: string }; overrides: Override[] };
  panels?: Panel[];
  repeat?: string;
}
export type Target = Record<string, unknown> & { refId: string; datasource: { type: string; uid: string } };
interface Override {
  matcher: { id: string; options: string };
  properties: Array<{ id: string; value: unknown }>;
}

/** File → dashboard. */
export function readDashboards(): Record<string, Dashboard> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Dashboard])
  );
}

/** A dashboard's panels, those of collapsed rows as well. */
export function allPanels({ panels }: Pick<Dashboard, 'panels'>): Panel[] {
  return panels.flatMap((panel) => [panel, ...allPanels({ panels: panel.panels ?? [] })]);
}

/** Every text of a JSON value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Names of the dashboard variables that a text uses; Grafana's own (`__…`) are left out. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(/\$\{(\w+)[^}]*\}|\$(\w+)|\[\[(\w+)[^\]]*\]\]/g)];
  return names.map(([, braced, bare, old]) => braced ?? bare ?? old).filter((name) => !/^(?:__|\d)/.test(name));
}
