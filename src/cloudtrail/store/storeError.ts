/** The store cannot be used, or not for this; `message` says why and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
