import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A piece this long gives a secret away as well as all of it. */
const PIECE = 16;

/** Texts by which a secret would be recognised, wherever it was written: as it is, cut short, escaped, encoded. */
function signs(secret: string): string[] {
  const pieces = [secret, secret.slice(0, PIECE), secret.slice(-PIECE)];
  // What stands before a secret shifts its base64; characters that depend on the neighbours are left out.
  const shifted = ['', 'x', 'xx'].map((before) => {
    const text = Buffer.from(before + secret)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === '' ? 0 : 4, -3);
  });
  return [
    ...pieces,
    ...pieces.flatMap((piece) => [encodeURIComponent(piece), encodeURI(piece), JSON.stringify(piece).slice(1, -1)]),
    ...shifted,
    ...shifted.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

/** The names of the secrets that occur in one of the texts, with the text's name: `secretKey in log`. */
export function leaks(
  secrets: ReadonlyMap<string, string>,
  texts: Iterable<readonly [name: string, text: string]>
): string[] {
  const list = [...secrets].map(([name, secret]) => ({ name, signs: [...new Set(signs(secret))] }));
  return [...texts].flatMap(([where, text]) =>
    list.filter((secret) => secret.signs.some((sign) => text.includes(sign))).map(({ name }) => `${name} in ${where}`)
  );
}

/** Every file below a folder: path, permission bits, bytes as Latin-1. The folder itself comes first, without bytes. */
export function filesBelow(folder: string): Array<{ path: string; directory: boolean; mode: number; bytes: string }> {
  const names = ['', ...(readdirSync(folder, { recursive: true }) as string[])];
  return names.map((name) => {
    const file = path.join(folder, name);
    const stats = statSync(file);
    const directory = stats.isDirectory();
    return {
      path: file,
      directory,
      mode: stats.mode & 0o777,
      bytes: directory ? '' : readFileSync(file).toString('latin1'),
    };
  });
}
