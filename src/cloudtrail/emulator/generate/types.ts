/** A CloudTrail record as it is delivered: a plain JSON object. Records of one session share parts: do not change them. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  /** ISO 8601, UTC, whole seconds. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly recipientAccountId: string;
  readonly [field: string]: unknown;
}

/** Says that an event is not chance. */
export interface PlantedMark {
  /** What is played, such as `Public snapshot`. */
  readonly attack: string;
  /** The bundled rule that is to find the event or, with `nearMiss`, must not. Absent: a step that no rule looks for. */
  readonly ruleId?: string;
  /** Set: the event only looks like the attack; this sentence says what tells it apart. */
  readonly nearMiss?: string;
}

export interface GeneratedEvent {
  readonly record: CloudTrailRecord;
  /** Absent: background. */
  readonly planted?: PlantedMark;
}

/** What all traffic has in common. */
export interface TrafficSettings {
  /** The same seed gives the same traffic. */
  readonly seed: string | number;
  /** Mean over a week, of all accounts together, 0.01 or more; working hours have about a third more. */
  readonly eventsPerHour: number;
  /** At least one, twelve digits each. Names are for the reader of the options: no record has them. */
  readonly accounts: ReadonlyArray<{ readonly accountId: string; readonly name?: string }>;
  /** At least one. Events of global services land in us-east-1, whatever is named here. */
  readonly regions: readonly string[];
}

export interface TrafficOptions extends TrafficSettings {
  /** Inclusive, epoch milliseconds. */
  readonly fromMs: number;
  /** Exclusive, epoch milliseconds. */
  readonly toMs: number;
  /** Plant attacks and near misses. Default true. */
  readonly attacks?: boolean;
}
