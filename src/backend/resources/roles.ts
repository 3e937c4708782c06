import type { PluginContext } from '../protocol/handlers';
import { ResourceFailure } from './response';

/** What a resource needs: `any` for whoever Grafana lets ask the data source, `editor` for Editors and Admins. */
export type NeededRole = 'any' | 'editor';

/** Organisation roles that may change rules; every other, and a call without a user, may not. */
const EDITORS: ReadonlySet<string> = new Set(['Editor', 'Admin']);

/** Whether the user may change rules: an Editor or Admin of the organisation. */
export function isEditor({ user }: PluginContext): boolean {
  return user !== undefined && EDITORS.has(user.role);
}

/** @throws ResourceFailure of status 403 where the user lacks the role */
export function requireRole(context: PluginContext, needed: NeededRole): void {
  if (needed === 'editor' && !isEditor(context)) {
    throw new ResourceFailure(403, 'forbidden', EDITORS_ONLY);
  }
}

export const EDITORS_ONLY =
  'Only Editors and Admins of the organisation may open and save rule files. Ask one of them, or for the role.';
