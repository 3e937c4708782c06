import type { Level } from '../../contract/levels';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The uid of a Sigma rule's alert rule: its id, then what tells data sources apart, so that two data sources of one
 * Grafana can have the same rules. 40 characters, Grafana's most.
 */
export function ruleUid(key: string, datasourceUid: string): string {
  const own = UUID.test(key) ? key.replaceAll('-', '').toLowerCase() : hash(key, 32);
  return `${own}-${hash(datasourceUid, 7)}`;
}

/** The uid of a level's alert rule in a group. */
export function levelUid(level: Level, group: string, datasourceUid: string): string {
  return `sigma-${level}-${hash(JSON.stringify([group, datasourceUid]), 16)}`;
}

/** A uid for a rule whose own is taken: ids that differ in their case only. */
export function otherUid(key: string, datasourceUid: string): string {
  return `${hash(`other ${key}`, 32)}-${hash(datasourceUid, 7)}`;
}

const PRIME = (1n << 88n) + 0x13bn;
const BASIS = 0x6c62272e07bb014262b821756295c58dn;

/** FNV-1a with 128 bits over the text's UTF-8 bytes, its last hexadecimal digits. Nothing secret is told apart by it. */
function hash(text: string, digits: number): string {
  let state = BASIS;
  for (const byte of new TextEncoder().encode(text)) {
    state = BigInt.asUintN(128, (state ^ BigInt(byte)) * PRIME);
  }
  return state.toString(16).padStart(32, '0').slice(-digits);
}
