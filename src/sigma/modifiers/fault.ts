import type { ProblemCode } from '../parse/codes';

/** Why a modifier does not apply. Never leaves this folder: `applyModifiers` returns it as a value. */
export class ModifierFault extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    /** Characters of the value that are at fault, `[from, to)`. */
    readonly range?: { readonly from: number; readonly to: number }
  ) {
    super(message);
    this.name = 'ModifierFault';
  }
}
