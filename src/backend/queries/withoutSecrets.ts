import type { DataResponse } from '../protocol/handlers';

/**
 * An answer with every secret taken out of what it says about itself: error, notices and requests. Notices repeat what
 * AWS, or a proxy in its place, sent back. Events stay as CloudTrail wrote them.
 */
export function withoutSecrets(answer: DataResponse, redact: (text: string) => string): DataResponse {
  return {
    ...answer,
    ...(answer.error === undefined ? {} : { error: redact(answer.error) }),
    frames: answer.frames.map((frame) => {
      const { notices, executedQueryString } = frame.meta ?? {};
      if (!notices && executedQueryString === undefined) {
        return frame;
      }
      return {
        ...frame,
        meta: {
          ...frame.meta,
          ...(notices ? { notices: notices.map((notice) => ({ ...notice, text: redact(notice.text) })) } : {}),
          ...(executedQueryString === undefined ? {} : { executedQueryString: redact(executedQueryString) }),
        },
      };
    }),
  };
}
