/** Lets so many tasks run at once; the others wait for their turn, in order. */
export class Slots {
  private readonly queue: Array<() => void> = [];
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.free === 0) {
      await new Promise<void>((resolve) => this.queue.push(resolve));
    } else {
      this.free--;
    }
    try {
      return await task();
    } finally {
      const next = this.queue.shift();
      if (next) {
        next();
      } else {
        this.free++;
      }
    }
  }
}
