import type { SigmaRule } from '../types';
import { writtenItems, type Issue, type WrittenItem } from './issue';

/**
 * Windows' log source categories with the service and event ids that each stands for (taxonomy appendix, "Windows Folder");
 * process creation is Windows' own event 4688 too. Where several categories have an id, the widest.
 */
const CATEGORIES: ReadonlyArray<readonly [category: string, service: string, ...ids: number[]]> = [
  ['process_creation', 'sysmon', 1],
  ['process_creation', 'security', 4688],
  ['process_access', 'sysmon', 10],
  ['process_tampering', 'sysmon', 25],
  ['process_termination', 'sysmon', 5],
  ['create_remote_thread', 'sysmon', 8],
  ['create_stream_hash', 'sysmon', 15],
  ['clipboard_capture', 'sysmon', 24],
  ['dns_query', 'sysmon', 22],
  ['driver_load', 'sysmon', 6],
  ['file_block_executable', 'sysmon', 27],
  ['file_block_shredding', 'sysmon', 28],
  ['file_change', 'sysmon', 2],
  ['file_delete', 'sysmon', 23],
  ['file_delete_detected', 'sysmon', 26],
  ['file_event', 'sysmon', 11],
  ['file_executable_detected', 'sysmon', 29],
  ['image_load', 'sysmon', 7],
  ['network_connection', 'sysmon', 3],
  ['pipe_created', 'sysmon', 17, 18],
  ['ps_classic_provider_start', 'powershell-classic', 600],
  ['ps_classic_script', 'powershell-classic', 800],
  ['ps_classic_start', 'powershell-classic', 400],
  ['ps_module', 'powershell', 4103],
  ['ps_script', 'powershell', 4104],
  ['raw_access_thread', 'sysmon', 9],
  ['registry_event', 'sysmon', 12, 13, 14],
  ['sysmon_error', 'sysmon', 255],
  ['sysmon_status', 'sysmon', 4, 16],
  ['wmi_event', 'sysmon', 19, 20, 21],
];

/** Members of a log source that have no meaning, and event ids for which there is a log source. */
export function checkLogSource(rule: SigmaRule): Issue[] {
  const { product, service, custom = {} } = rule.logsource;
  const issues = Object.keys(custom).map((name): Issue => ({
    code: 'log-source-member',
    severity: 'warning',
    message: `A log source has no "${name.slice(0, 40)}". It has category, product, service and definition.`,
    path: 'logsource',
  }));
  const own = product === 'windows' ? CATEGORIES.filter(([, ofService]) => ofService === service) : [];
  if (own.length > 0) {
    for (const item of writtenItems(rule)) {
      issues.push(...checkEventIds(item, own));
    }
  }
  return issues;
}

function checkEventIds({ field, values, location, path }: WrittenItem, categories: typeof CATEGORIES): Issue[] {
  if (field !== 'EventID') {
    return [];
  }
  return values.flatMap((value): Issue[] => {
    const match = categories.find(([, , ...ids]) => ids.some((id) => String(id) === String(value)));
    if (!match) {
      return [];
    }
    const message = `Event ${String(value)} has a log source of its own. Write "category: ${match[0]}" in place of the service and the event id.`;
    return [{ code: 'specific-log-source', severity: 'warning', message, location, path }];
  });
}
