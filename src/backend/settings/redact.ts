const MARK = '[secret]';
/** Shorter texts occur by chance. */
const MIN_LENGTH = 6;

/** A function that replaces each of the secrets, wherever it occurs in a text. */
export function redactor(secrets: Iterable<string | undefined>): (text: string) => string {
  const list = [...secrets]
    .filter((secret): secret is string => secret !== undefined && secret.trim().length >= MIN_LENGTH)
    .flatMap((secret) => [
      secret,
      secret.trim(),
      encodeURIComponent(secret.trim()),
      encodeURI(secret.trim()),
      // Authorization headers and kubernetes secrets are written so; with and without the padding.
      Buffer.from(secret.trim()).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret.trim()).toString('base64url'),
      JSON.stringify(secret).slice(1, -1),
    ]);
  // Longest first: one secret may begin with another.
  const unique = [...new Set(list)].sort((a, b) => b.length - a.length);
  return (text) => unique.reduce((redacted, secret) => redacted.replaceAll(secret, MARK), text);
}
