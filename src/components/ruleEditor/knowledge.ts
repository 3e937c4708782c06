import type { FieldsResponse, FieldValuesResponse } from '../../contract/resources';

/** What a data source knows of the events that rules are written for. */
export interface RuleKnowledge {
  fields(): Promise<FieldsResponse['fields']>;
  /** Values of a field among stored events. */
  values(path: string): Promise<FieldValuesResponse['values']>;
}

/** Tables of event names and techniques: only an editor needs them, when it is used. */
export async function loadTables() {
  const [events, attack] = await Promise.all([import('../../catalogue/events'), import('../../catalogue/attack')]);
  return { ...events, tactics: attack.tactics, techniques: attack.techniques };
}
export type Tables = Awaited<ReturnType<typeof loadTables>>;
