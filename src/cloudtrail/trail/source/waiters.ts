/** Who waits for a statement. When nobody does any more it is stopped, unless somebody asked that it go on. */
export class Waiters {
  private readonly waiting = new Set<symbol>();
  private kept = false;

  /** @param stop called when the last one has left, at most once */
  constructor(private readonly stop: () => void) {}

  join(waiter: symbol): void {
    this.waiting.add(waiter);
  }

  /** @param keep it goes on behind: the next one who asks has the answer */
  leave(waiter: symbol, keep: boolean): void {
    this.waiting.delete(waiter);
    this.kept ||= keep;
    if (this.waiting.size === 0 && !this.kept) {
      this.kept = true;
      this.stop();
    }
  }
}
