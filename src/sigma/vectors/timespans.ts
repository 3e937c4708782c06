import { parseTimespan } from '../parse/parseTimespan';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface TimespanVector {
  readonly input: string;
  readonly seconds?: number;
}

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<TimespanVector>(data),
    (vector) => JSON.stringify(vector.input),
    (vector) => difference({ seconds: parseTimespan(vector.input) }, { seconds: vector.seconds })
  );
}
