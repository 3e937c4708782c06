import { createHash } from 'node:crypto';
import type { ResourceError } from '../../contract/resources';
import type { ResourceRequest, ResourceResponse } from '../protocol/handlers';

/** A resource call that fails for a reason the caller can act on. */
export class ResourceFailure extends Error {
  override readonly name = 'ResourceFailure';
  constructor(
    readonly status: number,
    /** Stable, kebab-case. */
    readonly code: string,
    message: string,
    readonly place: { line?: number; column?: number; path?: string } = {}
  ) {
    super(message);
  }
}

/** Bodies beyond this are refused: they would fill the pipe to Grafana and the browser. */
const MAX_RESPONSE_BYTES = 32 * 1024 * 1024;
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** A JSON answer with an ETag; 304 where the caller has it already. */
export function jsonResponse(request: ResourceRequest, body: unknown, status = 200): ResourceResponse {
  return textResponse(request, JSON.stringify(body), 'application/json', status);
}

/** A text with an ETag; 304 where the caller has it already. */
export function textResponse(
  request: ResourceRequest,
  text: string,
  contentType: string,
  status = 200
): ResourceResponse {
  if (Buffer.byteLength(text) > MAX_RESPONSE_BYTES) {
    throw new ResourceFailure(413, 'too-large', 'The answer is too large. Narrow the selection or the time range.');
  }
  const headers: Record<string, string> = { 'content-type': contentType, 'cache-control': 'private, no-cache' };
  if (request.method === 'GET' && status === 200) {
    headers.etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    if (request.headers['if-none-match'] === headers.etag) {
      return { status: 304, headers, body: '' };
    }
  }
  return { status, headers, body: text };
}

export function failureResponse(failure: ResourceFailure): ResourceResponse {
  const body: ResourceError = { error: { code: failure.code, message: failure.message, ...failure.place } };
  return { status: failure.status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** The request's JSON object. @throws ResourceFailure */
export function jsonBody(request: ResourceRequest): Record<string, unknown> {
  if (request.body.byteLength > MAX_REQUEST_BYTES) {
    throw new ResourceFailure(413, 'too-large', `The request has more than ${MAX_REQUEST_BYTES} bytes.`);
  }
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(request.body));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      return body as Record<string, unknown>;
    }
  } catch {
    // Told below.
  }
  throw new ResourceFailure(400, 'bad-json', 'The request needs a JSON object as its body.');
}

/** A text of the request's body. @throws ResourceFailure where it is missing or something else */
export function bodyText(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') {
    throw new ResourceFailure(400, 'bad-request', `The body needs "${name}" as text.`);
  }
  return value;
}
