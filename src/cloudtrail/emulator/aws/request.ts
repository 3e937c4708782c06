/** One HTTP request, read whole. */
export interface AwsRequest {
  readonly method: string;
  /** As sent, with its percent encoding, without the query. */
  readonly path: string;
  /** What follows the `?`, as sent; empty without one. */
  readonly query: string;
  /** Lower-case names; the values of repeated headers in order. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
}

/** A header's values joined as HTTP joins them; undefined when it was not sent. */
export function header(request: AwsRequest, name: string): string | undefined {
  return request.headers.get(name)?.join(',');
}

/** Node's list of raw headers, by lower-case name. */
export function headerMap(rawHeaders: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    const values = map.get(name);
    if (values) {
      values.push(rawHeaders[index + 1]);
    } else {
      map.set(name, [rawHeaders[index + 1]]);
    }
  }
  return map;
}

/** An answer. */
export interface AwsResponse {
  readonly status: number;
  readonly contentType: string;
  readonly requestId: string;
  readonly body: string;
}
