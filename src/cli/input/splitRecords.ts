/** A record's text longer than this is not read: CloudTrail's own limit is 256 KB. */
export const MAX_RECORD = 16 * 1024 * 1024;

/** One record's JSON text, or undefined for something that cannot be one; `line` is where it begins, from 1. */
export interface RecordText {
  readonly text: string | undefined;
  readonly line: number;
}

/** Takes text in chunks and gives the records that each chunk completes. */
export interface RecordSplitter {
  push(chunk: string): RecordText[];
  /** What is left at the end of the text. */
  end(): RecordText[];
}

/**
 * Splits JSON into its records, whatever their wrapping: one object, objects one after the other, an array, or CloudTrail's
 * `{"Records": […]}`. Holds one record at a time, so memory does not grow with the input.
 */
export function jsonSplitter(): RecordSplitter {
  let base: number | undefined;
  let depth = 0;
  let line = 1;
  let inString = false;
  let escaped = false;
  /** Text of the record under way, from earlier chunks. */
  let held = '';
  let recordLine = 0;
  let garbage = false;
  let tooLong = false;

  function push(chunk: string): RecordText[] {
    const out: RecordText[] = [];
    let at = 0;
    if (base === undefined) {
      const wrapper = /^\ufeff?\s*(?:\{\s*"Records"\s*:\s*\[|\[)?/.exec(chunk)?.[0] ?? '';
      base = wrapper.trimEnd().endsWith('[') ? (wrapper.includes('{') ? 2 : 1) : 0;
      depth = base;
      line += count(wrapper, '\n');
      at = wrapper.length;
    }
    let start = depth > base || inString ? at : -1;
    for (; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (code === 10) {
        line++;
      }
      if (inString) {
        if (escaped) {
          escaped = false;
        } else if (code === 92) {
          escaped = true;
        } else if (code === 34) {
          inString = false;
        }
        continue;
      }
      if (code === 34) {
        inString = true;
      }
      if (code === 123 || code === 91) {
        if (depth === base && start < 0) {
          start = at;
          recordLine = line;
        }
        depth++;
      } else if (code === 125 || code === 93) {
        depth--;
        if (depth === base && start >= 0) {
          out.push({ text: tooLong ? undefined : held + chunk.slice(start, at + 1), line: recordLine });
          held = '';
          tooLong = false;
          start = -1;
          garbage = false;
        } else if (depth < base) {
          // The list has ended: what follows belongs to the wrapper.
          depth = Number.NEGATIVE_INFINITY;
        }
      } else if (depth === base && code > 32 && code !== 44) {
        // Something that is no object where a record should begin: counted once, up to the next comma or line.
        if (!garbage) {
          out.push({ text: undefined, line });
        }
        garbage = true;
      } else if (depth === base && (code === 44 || code === 10)) {
        garbage = false;
      }
    }
    if (start >= 0 && depth > base) {
      held = tooLong ? '' : held + chunk.slice(start);
      tooLong ||= held.length > MAX_RECORD;
    }
    return out;
  }

  return {
    push,
    end: () => (base !== undefined && depth > base ? [{ text: undefined, line: recordLine }] : []),
  };
}

/** Splits text into a record a line; blank lines are passed over. */
export function lineSplitter(): RecordSplitter {
  let held = '';
  let line = 1;
  let tooLong = false;
  const take = (text: string, out: RecordText[]) => {
    if (tooLong || text.trim() !== '') {
      out.push({ text: tooLong ? undefined : text, line });
    }
    tooLong = false;
    line++;
  };
  return {
    push(chunk) {
      const out: RecordText[] = [];
      let from = 0;
      for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
        take(held + chunk.slice(from, end), out);
        held = '';
        from = end + 1;
      }
      held += chunk.slice(from);
      if (held.length > MAX_RECORD) {
        held = '';
        tooLong = true;
      }
      return out;
    },
    end() {
      const out: RecordText[] = [];
      if (held !== '' || tooLong) {
        take(held, out);
      }
      return out;
    },
  };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
