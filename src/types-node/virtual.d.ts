/** Filled in by scripts/lib/bundledRules.mjs when a bundle is built; in tests by src/catalogue/bundled/fromFolder.ts. */
declare module 'virtual:bundled-rules' {
  /**
   * The rules of `rules/`, sorted by path; `file` is relative to that folder, with forward slashes. `tests` is the text of
   * the rule's test file.
   */
  export const bundledRules: ReadonlyArray<{ readonly file: string; readonly text: string; readonly tests?: string }>;
}

/**
 * Source text of a worker: the bundle of `src/<path>.ts`, built by scripts/lib/workerCode.mjs.
 * `import { code } from 'virtual:worker/cli/match/worker'`, then `new Worker(code, { eval: true })`.
 */
declare module 'virtual:worker/*' {
  export const code: string;
}
