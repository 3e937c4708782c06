/** A network: its address with the host bits zero, and the length of its prefix. */
export interface Network {
  readonly version: 4 | 6;
  /** 4 or 16 bytes. */
  readonly bytes: readonly number[];
  readonly prefix: number;
}

export type CidrResult =
  { readonly network: Network; readonly error?: undefined } | { readonly network?: undefined; readonly error: string };

/** Parses an IPv4 or IPv6 network. Without a prefix it is one address. A network with host bits set is an error, as in pySigma. */
export function parseCidr(text: string): CidrResult {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const mask = slash < 0 ? undefined : text.slice(slash + 1);
  const bytes = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (!bytes) {
    return { error: `"${text}" is no IPv4 or IPv6 network. Write it as 10.0.0.0/8 or 2001:db8::/32.` };
  }
  const bits = bytes.length * 8;
  const prefix = mask === undefined ? bits : parsePrefix(mask, bits);
  if (prefix === undefined) {
    return {
      error: `"/${mask ?? ''}" is no prefix of an IPv${bits === 32 ? 4 : 6} network. Write a number from 0 to ${bits}.`,
    };
  }
  const network = bytes.map((byte, index) => byte & maskByte(prefix, index));
  const version = bits === 32 ? 4 : 6;
  if (network.some((byte, index) => byte !== bytes[index])) {
    const fixed = formatNetwork({ version, bytes: network, prefix });
    return {
      error: `"${text}" has host bits set. Write ${fixed} for the network, or the address with /${bits} for one host.`,
    };
  }
  return { network: { version, bytes: network, prefix } };
}

function maskByte(prefix: number, index: number): number {
  const bits = Math.max(0, Math.min(8, prefix - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}

/** Prefix length, or for IPv4 a netmask or hostmask. */
function parsePrefix(mask: string, bits: number): number | undefined {
  if (/^[0-9]{1,3}$/.test(mask)) {
    return Number(mask) <= bits ? Number(mask) : undefined;
  }
  const bytes = bits === 32 ? parseIpv4(mask) : undefined;
  if (!bytes) {
    return undefined;
  }
  const ones = (list: readonly number[]): number | undefined => {
    const binary = list.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    return /^1*0*$/.test(binary) ? binary.lastIndexOf('1') + 1 : undefined;
  };
  return ones(bytes) ?? ones(bytes.map((byte) => 255 - byte));
}

/** Four decimal numbers without leading zeros; undefined for anything else. */
export function parseIpv4(text: string): number[] | undefined {
  if (!/^(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}$/.test(text)) {
    return undefined;
  }
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

/** RFC 4291 text form, with `::` and an embedded IPv4 address; no zone. Undefined for anything else. */
export function parseIpv6(text: string): number[] | undefined {
  if (text.length > 45 || !/^[0-9a-fA-F:.]+$/.test(text)) {
    return undefined;
  }
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const head = parseGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1] ?? '', true) : [];
  if (!head || !tail) {
    return undefined;
  }
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) {
    return undefined;
  }
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function parseGroups(text: string, ipv4Allowed: boolean): number[] | undefined {
  if (text === '') {
    return [];
  }
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
      continue;
    }
    const ipv4 = ipv4Allowed && index === groups.length - 1 ? parseIpv4(group) : undefined;
    if (!ipv4) {
      return undefined;
    }
    bytes.push(...ipv4);
  }
  return bytes;
}

/** `10.0.0.0/8`, `2001:db8::/32`: the longest run of zero groups is shortened (RFC 5952). */
export function formatNetwork(network: Network): string {
  return `${network.version === 4 ? network.bytes.join('.') : formatIpv6(network.bytes)}/${network.prefix}`;
}

function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16)
  );
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === '0') {
      length++;
    }
    if (length > best.length) {
      best = { start, length };
    }
  }
  if (best.start < 0) {
    return groups.join(':');
  }
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
