/** Why a rule file was not read or written; `message` says what to do. */
export type RuleFileFault = 'bad-name' | 'not-writable' | 'no-file' | 'changed' | 'exists' | 'too-large';

export class RuleFileError extends Error {
  override readonly name = 'RuleFileError';
  constructor(
    readonly fault: RuleFileFault,
    message: string
  ) {
    super(message);
  }
}

/** The code of a failed system call; undefined for other errors. */
export function codeOf(error: unknown): string | undefined {
  // No `instanceof`: errors of Node's own modules are of another realm where tests run.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
