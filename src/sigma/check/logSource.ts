import type { SigmaRule } from '../types';
import { writtenItems, type Issue } from './issue';

/** Windows events that have a generic log source: product windows, service → event id → category, as pySigma's validators have them. */
const GENERIC: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  sysmon: {
    1: 'process_creation',
    2: 'file_change',
    3: 'network_connection',
    4: 'sysmon_status',
    5: 'process_termination',
    6: 'driver_load',
    7: 'image_load',
    8: 'create_remote_thread',
    9: 'raw_access_thread',
    10: 'process_access',
    11: 'file_event',
    12: 'registry_event',
    13: 'registry_event',
    14: 'registry_event',
    15: 'create_stream_hash',
    16: 'sysmon_status',
    17: 'pipe_created',
    18: 'pipe_created',
    19: 'wmi_event',
    20: 'wmi_event',
    21: 'wmi_event',
    22: 'dns_query',
    23: 'file_delete',
    24: 'clipboard_change',
    25: 'process_tampering',
    26: 'file_delete_detected',
    27: 'file_block_executable',
    28: 'file_block_shredding',
    29: 'file_executable_detected',
    255: 'sysmon_error',
  },
  security: { 4688: 'process_creation' },
};

export function checkLogSource(rule: SigmaRule): Issue[] {
  const { product, service = '', custom = {} } = rule.logsource;
  const unknown = Object.keys(custom).map((name): Issue => ({
    code: 'log-source-member',
    severity: 'warning',
    message: `A log source has no "${name.slice(0, 40)}". It has category, product, service and definition.`,
    path: 'logsource',
  }));
  const events = product === 'windows' && Object.hasOwn(GENERIC, service) ? (GENERIC[service] ?? {}) : {};
  const specific = writtenItems(rule)
    .filter(({ field }) => field === 'EventID')
    .flatMap(({ values, location, path }) =>
      values.flatMap((value): Issue[] => {
        const category = typeof value === 'number' ? events[value] : undefined;
        return category === undefined
          ? []
          : [
              {
                code: 'specific-log-source',
                severity: 'warning',
                message: `Event ${String(value)} has a log source of its own. Write "category: ${category}" in place of the service and the event id.`,
                location,
                path,
              },
            ];
      })
    );
  return [...unknown, ...specific];
}
