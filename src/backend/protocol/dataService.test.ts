import { EventEmitter } from 'node:events';
import { create } from '@bufbuild/protobuf';
import { status } from '@grpc/grpc-js';
import { decodeFrame } from '../frames/decode';
import { dataService } from './dataService';
import { QueryDataRequestSchema, type QueryChunkedDataResponse } from './gen/plugin_pb';
import { createLogger } from './log';
import { fixtureHandlers } from './testing/fixtureHandlers';

const logger = createLogger({ write: () => undefined });

/** A caller of a streaming method; `reads` says whether it takes what it gets. */
class Call extends EventEmitter {
  readonly chunks: QueryChunkedDataResponse[] = [];
  cancelled = false;
  end = () => {};
  readonly ended = new Promise<{ code?: number; details?: string }>((resolve) => {
    this.end = () => resolve({});
    this.on('error', resolve);
  });

  constructor(
    readonly request: unknown,
    private readonly reads = true
  ) {
    super();
  }

  write(chunk: QueryChunkedDataResponse, done: () => void) {
    this.chunks.push(chunk);
    if (this.reads) {
      queueMicrotask(done);
    }
    return false;
  }
}

function ask(queryTypes: string[], reads?: boolean) {
  const queries = queryTypes.map((queryType, i) => ({ refId: 'ABC'[i], queryType }));
  const call = new Call(create(QueryDataRequestSchema, { queries }), reads);
  const environment = { logger, redact: (text: string) => text, stopping: new AbortController().signal };
  dataService(fixtureHandlers(logger), environment).queryChunkedData(call as never);
  return call;
}

describe('queryChunkedData', () => {
  it('sends each frame, and with an error an empty frame that can be decoded', async () => {
    const call = ask(['types', 'error', 'none']);
    await expect(call.ended).resolves.toEqual({});
    expect(call.chunks.map(({ refId, error, status: code, errorSource }) => [refId, error, code, errorSource])).toEqual(
      [
        ['A', '', 200, ''],
        ['B', 'AccessDenied in eu-west-1', 403, 'downstream'],
        ['C', '', 200, ''],
      ]
    );
    expect(call.chunks.map(({ frame }) => decodeFrame(frame).fields.length)).toEqual([10, 0, 0]);
  });

  it('ends when the caller goes away', async () => {
    const call = ask(['types'], false);
    await new Promise((resolve) => setImmediate(resolve));
    call.emit('cancelled');
    await expect(call.ended).resolves.toMatchObject({ code: status.CANCELLED });
  });

  it('ends with an error when the caller takes nothing any more', async () => {
    jest.useFakeTimers();
    try {
      const call = ask(['types'], false);
      await jest.advanceTimersByTimeAsync(20_000);
      await expect(call.ended).resolves.toMatchObject({
        code: status.INTERNAL,
        details: expect.stringContaining('takes no more'),
      });
    } finally {
      jest.useRealTimers();
    }
  });
});
