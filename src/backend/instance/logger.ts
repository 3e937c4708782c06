/** Where the backend's parts log to; the runtime's logger fits. Fields never hold secrets. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** An error as log fields: its message and where it was thrown. */
export function errorFields(error: unknown, redact: (text: string) => string): Record<string, string> {
  if (!(error instanceof Error)) {
    return { error: redact(String(error)) };
  }
  return { error: redact(`${error.name}: ${error.message}`), stack: redact(error.stack ?? '') };
}
