/** The result of one vector file. */
export interface VectorResult {
  readonly passed: number;
  readonly failed: number;
  /** Vectors that the file itself marks as no oracle. */
  readonly skipped: number;
  /** Each failure in a line: what was put in, what was expected, what came out. */
  readonly failures: readonly string[];
}

/** Runs the vectors of a parsed file. */
export type VectorRunner = (data: unknown) => VectorResult;

/** Undefined where the vector holds, else what went wrong. */
export type Check<Vector> = (vector: Vector) => string | undefined | 'skip';

/** Checks each vector of a list; a thrown error is a failure of that vector alone. */
export function runEach<Vector>(
  vectors: readonly Vector[],
  label: (vector: Vector) => string,
  check: Check<Vector>
): VectorResult {
  let passed = 0;
  let skipped = 0;
  const failures: string[] = [];
  for (const vector of vectors) {
    let problem: string | undefined;
    try {
      problem = check(vector);
    } catch (error) {
      problem = `threw ${error instanceof Error ? error.message : String(error)}`;
    }
    if (problem === undefined) {
      passed++;
    } else if (problem === 'skip') {
      skipped++;
    } else {
      failures.push(`${label(vector)}: ${problem}`);
    }
  }
  return { passed, failed: failures.length, skipped, failures };
}

/** The list under `name` of a vector file. Throws where the file has another form. */
export function vectorsOf<Vector>(data: unknown, name = 'vectors'): readonly Vector[] {
  const list = (data as Record<string, unknown> | null)?.[name];
  if (!Array.isArray(list)) {
    throw new Error(`The file has no list "${name}".`);
  }
  return list as Vector[];
}

/** JSON with sorted keys, to compare values whatever the order of their members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member
  );
}

/** Undefined where the two are equal, else both. */
export function difference(actual: unknown, expected: unknown): string | undefined {
  return canonical(actual) === canonical(expected)
    ? undefined
    : `expected ${canonical(expected)}, got ${canonical(actual)}`;
}
