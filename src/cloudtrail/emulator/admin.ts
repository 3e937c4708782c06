import type { AwsRequest, AwsResponse } from './aws/request';
import { parseFaults, type EmulatorFaults } from './faults/faults';

/** The emulator's own paths, which AWS does not have. */
export const ADMIN_PATH = '/_emulator/';

interface Controls {
  addEvents(texts: Iterable<string>): unknown;
  stats(): unknown;
  setFaults(faults: EmulatorFaults): void;
}

/**
 * `GET stats`, `PUT faults` (JSON), `POST events` (a record a line). A browser's page cannot reach these: its requests
 * carry an Origin and are refused.
 */
export function answerAdmin(request: AwsRequest, controls: Controls): AwsResponse {
  if (request.headers.has('origin')) {
    return reply(403, { message: 'The emulator takes no requests from pages of a browser.' });
  }
  const call = `${request.method} ${request.path.slice(ADMIN_PATH.length)}`;
  const text = request.body.toString('utf8');
  switch (call) {
    case 'GET stats':
      return reply(200, controls.stats());
    case 'POST events':
      return reply(200, controls.addEvents(text.split('\n').filter((line) => line.trim() !== '')));
    case 'PUT faults':
      try {
        controls.setFaults(parseFaults(JSON.parse(text)));
        return reply(200, {});
      } catch (error) {
        return reply(400, { message: error instanceof Error ? error.message : String(error) });
      }
    default:
      return reply(404, { message: 'There are GET stats, PUT faults and POST events.' });
  }
}

function reply(status: number, value: unknown): AwsResponse {
  return { status, contentType: 'application/json', requestId: '-', body: JSON.stringify(value) };
}
