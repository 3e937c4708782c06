import { AwsServiceError } from '../aws/error';
import { LOOKUP_ATTRIBUTE_KEYS } from '../../../contract/query';
import type { Attribute } from '../data/eventStore';

/** How far back LookupEvents looks. */
export const LOOKBACK_DAYS = 90;
const DAY_MS = 86_400_000;
/** AWS's limit of an attribute's value. */
const MAX_VALUE_LENGTH = 2000;

/** A LookupEvents request that is allowed. */
export interface LookupParameters {
  /** Epoch milliseconds, both inclusive. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attribute?: Attribute;
  readonly maxResults: number;
  readonly nextToken?: string;
  readonly insights: boolean;
  /** What a token is bound to: the request without its token. */
  readonly bound: Readonly<Record<string, unknown>>;
}

const MEMBERS = new Set(['LookupAttributes', 'StartTime', 'EndTime', 'EventCategory', 'MaxResults', 'NextToken']);

/**
 * Reads the body of a LookupEvents request and checks it as CloudTrail does.
 *
 * @param nowMs the service's clock
 * @throws AwsServiceError with the error that CloudTrail documents for the parameter
 */
export function parseLookup(body: string, nowMs: number): LookupParameters {
  const input = parseBody(body);
  const { NextToken, ...bound } = Object.fromEntries(Object.entries(input).filter(([name]) => MEMBERS.has(name)));
  const insights = parseCategory(input.EventCategory);
  return {
    ...parseRange(input, nowMs),
    attribute: parseAttribute(input.LookupAttributes, insights),
    maxResults: parseMaxResults(input.MaxResults),
    nextToken: parseToken(NextToken),
    insights,
    bound,
  };
}

function parseBody(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw serialization('The request body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serialization('Start of structure or map found where not expected.');
  }
  return value as Record<string, unknown>;
}

function parseRange(input: Record<string, unknown>, nowMs: number): { startMs: number; endMs: number } {
  const oldestMs = nowMs - LOOKBACK_DAYS * DAY_MS;
  const startMs = parseTime(input.StartTime, 'StartTime') ?? oldestMs;
  const endMs = parseTime(input.EndTime, 'EndTime') ?? Math.max(nowMs, startMs);
  if (startMs > endMs) {
    throw invalidRange('The start time is after the end time.');
  }
  if (startMs < oldestMs) {
    throw invalidRange(`The start time is more than ${LOOKBACK_DAYS} days ago.`);
  }
  return { startMs, endMs };
}

/** A timestamp of AWS JSON 1.1: epoch seconds, with or without a fraction. */
function parseTime(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number') {
    throw serialization(`${name} must be a number of epoch seconds.`);
  }
  return value * 1000;
}

function parseCategory(value: unknown): boolean {
  if (value === undefined || value === null) {
    return false;
  }
  if (value !== 'insight') {
    throw new AwsServiceError('InvalidEventCategoryException', 'The event category is not valid: only insight is.');
  }
  return true;
}

const INSIGHT_KEYS = new Set<string>(['EventId', 'EventName', 'EventSource']);

function parseAttribute(value: unknown, insights: boolean): Attribute | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw serialization('LookupAttributes must be a list.');
  }
  if (value.length > 1) {
    throw invalidAttributes('Only one lookup attribute is allowed.');
  }
  const [entry] = value as unknown[];
  if (entry === undefined) {
    return undefined;
  }
  const { AttributeKey: name, AttributeValue: text } = (entry ?? {}) as Record<string, unknown>;
  const key = LOOKUP_ATTRIBUTE_KEYS.find((known) => known === name);
  if (key === undefined) {
    throw invalidAttributes(`The attribute key is not one of ${LOOKUP_ATTRIBUTE_KEYS.join(', ')}.`);
  }
  if (typeof text !== 'string' || text === '' || text.length > MAX_VALUE_LENGTH) {
    throw invalidAttributes(`The attribute value must be a text of 1 to ${MAX_VALUE_LENGTH} characters.`);
  }
  if (insights && !INSIGHT_KEYS.has(key)) {
    throw invalidAttributes(`Insights events cannot be looked up by ${key}.`);
  }
  return { key, value: text };
}

function parseMaxResults(value: unknown): number {
  if (value === undefined || value === null) {
    return 50;
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw serialization('MaxResults must be an integer.');
  }
  if (value < 1 || value > 50) {
    throw new AwsServiceError('InvalidMaxResultsException', 'MaxResults must be from 1 to 50.');
  }
  return value;
}

function parseToken(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'string') {
    throw serialization('NextToken must be a string.');
  }
  return value;
}

function serialization(message: string): AwsServiceError {
  return new AwsServiceError('SerializationException', message);
}
function invalidRange(message: string): AwsServiceError {
  return new AwsServiceError('InvalidTimeRangeException', message);
}
function invalidAttributes(message: string): AwsServiceError {
  return new AwsServiceError('InvalidLookupAttributesException', message);
}
