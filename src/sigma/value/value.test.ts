import fc from 'fast-check';
import { base64, utf16AsText, utf8Bytes } from './bytes';
import { formatNetwork, parseCidr } from './cidr';
import { mergeText, parseSigmaString, printSigmaString } from './sigmaString';

describe('Sigma strings', () => {
  it.each<[string, unknown[]]>([
    ['a*b?', [{ text: 'a' }, '*', { text: 'b' }, '?']],
    ['\\*\\?', [{ text: '*?' }]],
    ['\\\\*', [{ text: '\\' }, '*']],
    ['C:\\Windows\\', [{ text: 'C:\\Windows\\' }]],
    ['\\\\\\*', [{ text: '\\*' }]],
    ['', []],
  ])('parses %j', (text, tokens) => {
    expect(parseSigmaString(text)).toEqual(tokens);
  });

  it('prints any tokens so that they are read again', () => {
    const token = fc.oneof(
      fc.constantFrom('*' as const, '?' as const),
      fc.stringMatching(/^[ab\\*?]{1,6}$/).map((text) => ({ text }))
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 6 }), (tokens) => {
        const merged = mergeText(tokens);
        expect(parseSigmaString(printSigmaString(merged))).toEqual(merged);
      })
    );
  });
});

describe('networks', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['1.2.3.4', '1.2.3.4/32'],
    ['10.0.0.0/255.255.0.0', '10.0.0.0/16'],
    ['10.0.0.0/0.0.255.255', '10.0.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::ffff:1.2.3.4/128', '::ffff:102:304/128'],
    ['1:2:3:4:5:6:7::/112', '1:2:3:4:5:6:7:0/112'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3/128'],
  ])('reads %s', (text, expected) => {
    const { network } = parseCidr(text);
    expect(network && formatNetwork(network)).toBe(expected);
  });

  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '010.0.0.0/8',
    '300.0.0.0/8',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/255.0.255.0',
    '1::2::3',
    '1:2:3',
    'fe80::1%eth0',
    ':::/1',
    '1:2:3:4:5:6:7:8:9',
    '',
    '/8',
    '::/129',
  ])('refuses %j', (text) => {
    expect(parseCidr(text).error).toBeDefined();
  });

  it('says which network was meant where host bits are set', () => {
    expect(parseCidr('10.1.2.3/8').error).toContain('10.0.0.0/8');
    expect(parseCidr('2001:db8::1/32').error).toContain('2001:db8::/32');
  });

  it('reads what it prints', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(fc.ipV4(), fc.nat(32)), fc.tuple(fc.ipV6(), fc.nat(128))), ([address, prefix]) => {
        const bytes = parseCidr(address).network?.bytes ?? [];
        const masked = bytes.map(
          (byte, index) => byte & ((0xff << (8 - Math.max(0, Math.min(8, prefix - index * 8)))) & 0xff)
        );
        const network = { version: bytes.length === 4 ? (4 as const) : (6 as const), bytes: masked, prefix };
        expect(parseCidr(formatNetwork(network)).network).toEqual(network);
      })
    );
  });
});

describe('encodings', () => {
  it('encodes base64 as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(base64([...bytes])).toBe(Buffer.from(bytes).toString('base64'));
      })
    );
  });

  it('writes UTF-16 of ASCII as text with zero bytes', () => {
    expect(utf16AsText('cmd', 'le')).toBe('c\0m\0d\0');
    expect(utf16AsText('cmd', 'be')).toBe('\0c\0m\0d');
    expect(utf16AsText('é', 'le')).toBeUndefined();
    expect(utf8Bytes('é')).toEqual([0xc3, 0xa9]);
  });
});
