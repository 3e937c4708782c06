/** A Trino's URL, or why it is none that may be asked. */
export type TrinoUrl = { readonly url: URL } | { readonly problem: string };

/**
 * Reads the URL of a Trino: `https://HOST:PORT`, plain HTTP to this machine alone. The problem is a sentence that says what to
 * write; there is one where passwords, statements or records would go over a network in the clear.
 */
export function readTrinoUrl(text: string): TrinoUrl {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return { problem: 'The URL of Trino is not one. Give it as https://HOST:PORT.' };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return {
      problem: `Trino is reached over https, not ${url.protocol.slice(0, -1)}. Give its URL as https://HOST:PORT.`,
    };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'The URL of Trino holds a user or a password. Enter them in their own settings.' };
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return {
      problem: 'The URL of Trino ends after the port. Give it as https://HOST:PORT; the table has its own setting.',
    };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return {
      problem:
        `Plain HTTP goes to this machine alone: the connection to ${url.hostname} would show passwords and records to the network. ` +
        'Use https://, and configure TLS at Trino or a proxy before it.',
    };
  }
  return { url };
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  // URL has written every form of an IPv4 address anew: 127.0.0.1.
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
