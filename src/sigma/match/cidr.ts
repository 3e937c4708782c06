import { parseCidr, parseIpv4, parseIpv6 } from '../value/cidr';

/** A test whether a text is an address in a network (`10.0.0.0/8`, `2001:db8::/32`). */
export function cidrTest(text: string): (address: string) => boolean {
  const { network } = parseCidr(text);
  if (!network) {
    // The front refuses such rules; one built by hand matches nothing.
    return () => false;
  }
  const { version, bytes, prefix } = network;
  const parse = version === 4 ? parseIpv4 : parseIpv6;
  return (address) => {
    if (address.length > 64) {
      return false;
    }
    const found = parse(address);
    if (!found) {
      return false;
    }
    for (let bit = 0, index = 0; bit < prefix; bit += 8, index++) {
      const mask = prefix - bit >= 8 ? 0xff : (0xff << (8 - (prefix - bit))) & 0xff;
      if ((((found[index] ?? 0) ^ (bytes[index] ?? 0)) & mask) !== 0) {
        return false;
      }
    }
    return true;
  };
}
