/** Where in a trail's bucket a record lies. */
export interface ObjectPlace {
  readonly account: string;
  readonly region: string;
  /** `yyyy/MM/dd`, of the delivery. */
  readonly day: string;
}

const DEFAULT_PLACE = { account: '111122223333', region: 'us-east-1' };

/** @param delayMs from an event's time to its delivery: objects lie under the day of the delivery */
export function placeOf(
  record: Readonly<Record<string, unknown>>,
  delayMs: number,
  { account, region }: Omit<ObjectPlace, 'day'> = DEFAULT_PLACE
): ObjectPlace {
  const timeMs = Date.parse(String(record.eventTime ?? record['@timestamp']));
  // They become names of folders.
  const word = (value: unknown, otherwise: string) =>
    typeof value === 'string' && /^[\w-]+$/.test(value) ? value : otherwise;
  return {
    account: word(record.recipientAccountId, account),
    region: word(record.awsRegion, region),
    day: toDay((Number.isNaN(timeMs) ? 0 : timeMs) + delayMs),
  };
}

/** The folder of a place, from the bucket's root, as CloudTrail has it. */
export function folderOf({ account, region, day }: ObjectPlace): string {
  return `AWSLogs/${account}/CloudTrail/${region}/${day}`;
}

/** `yyyy/MM/dd`. */
export function toDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10).replaceAll('-', '/');
}
