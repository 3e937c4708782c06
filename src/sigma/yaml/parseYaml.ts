import { YAMLException } from 'js-yaml';
import type { Limits } from '../limits';
import type { Report } from '../parse/report';
import { buildDocument, YamlBuildError } from './buildNodes';
import type { YamlNode } from './node';
import { readEvents } from './readEvents';
import { createSourceText, locate, type SourceText } from './sourceText';
import { splitDocuments } from './splitDocuments';

export interface YamlDocument {
  /** Position among the documents of the text that hold something, from 0. */
  readonly index: number;
  readonly root: YamlNode;
  readonly body: string;
}

export interface YamlText {
  readonly source: SourceText;
  readonly documents: readonly YamlDocument[];
}

/**
 * Reads all documents of a text. What cannot be read is reported with its position and left out; the other documents stay.
 * Time and memory are bounded by `limits`.
 */
export function parseYaml(text: string, limits: Limits, report: Report): YamlText {
  if (text.length > limits.sourceLength) {
    const source = createSourceText('');
    report.error(
      'yaml-too-large',
      locate(source, 0, 0),
      `The text has ${text.length} characters; at most ${limits.sourceLength} are read. Split it into several files.`
    );
    return { source, documents: [] };
  }
  const source = createSourceText(text);
  const documents: YamlDocument[] = [];
  let index = 0;
  for (const range of splitDocuments(text)) {
    if (index >= limits.documents) {
      report.error(
        'yaml-too-large',
        locate(source, range.start, range.start),
        `The text has more than ${limits.documents} documents. Split it into several files.`
      );
      break;
    }
    const length = range.end - range.start;
    if (length > limits.documentLength) {
      report.error(
        'yaml-too-large',
        locate(source, range.start, range.start),
        `This document has ${length} characters; at most ${limits.documentLength} are read. Split it with --- lines.`
      );
      index++;
      continue;
    }
    const root = readDocument(source, range.start, range.end, limits, report);
    if (root === 'empty') {
      continue;
    }
    if (root !== 'bad') {
      documents.push({ index, root, body: text.slice(range.bodyStart, range.bodyEnd) });
    }
    index++;
  }
  return { source, documents };
}

function readDocument(
  source: SourceText,
  start: number,
  end: number,
  limits: Limits,
  report: Report
): YamlNode | 'empty' | 'bad' {
  const chunk = source.text.slice(start, end);
  try {
    const { events, text } = readEvents(chunk, limits.depth);
    const root = buildDocument(events, text, start, source, limits);
    return root === undefined || (root.kind === 'scalar' && root.type === 'null') ? 'empty' : root;
  } catch (error) {
    if (error instanceof YamlBuildError) {
      report.error(error.code, error.location, error.message);
      return 'bad';
    }
    if (error instanceof YAMLException) {
      const at = start + (error.mark?.position ?? 0);
      report.error('yaml-syntax', locate(source, at, at), syntaxMessage(error.reason));
      return 'bad';
    }
    throw error;
  }
}

const HINTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/maxDepth/, 'Nest the document less deeply.'],
  [/alias/, 'Define the anchor (&name) before it is used (*name).'],
  [/quoted scalar/, 'Close the string with the quote that opened it.'],
  [/tab/i, 'Indent with spaces.'],
  [/indentation|implicit key|mapping/, 'Check the indentation, and quote values that hold ": " or " #".'],
];

function syntaxMessage(reason: string): string {
  const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'Correct the YAML here.';
  return `This is not valid YAML: ${reason}. ${hint}`;
}
