import { recordOf } from './record';
import type { Scene, Step } from './scene';
import type { GeneratedEvent } from './types';

/** An event and when it happens, epoch milliseconds of a whole second, as CloudTrail writes it. */
export interface TimedEvent extends GeneratedEvent {
  readonly timeMs: number;
}

interface Session {
  readonly scene: Scene;
  readonly steps: readonly Step[];
  at: number;
  dueMs: number;
}

/**
 * Sessions under way, as a heap by the time of their next step. A record is made only when its time has come, out of
 * its session's own random numbers, so that what else goes on does not change it.
 */
export class Agenda {
  private readonly heap: Session[] = [];

  add(scene: Scene, steps: readonly Step[]): void {
    if (steps.length > 0) {
      this.heap.push({ scene, steps, at: 0, dueMs: scene.startMs + steps[0].afterMs });
      this.rise(this.heap.length - 1);
    }
  }

  /** All steps that are due before that moment, in order. */
  *before(untilMs: number): Generator<TimedEvent> {
    for (let session = this.heap[0]; session && session.dueMs < untilMs; session = this.heap[0]) {
      const { scene, steps, dueMs } = session;
      const { caller, call, planted } = steps[session.at];
      session.at++;
      if (session.at < steps.length) {
        session.dueMs = scene.startMs + steps[session.at].afterMs;
      } else {
        const last = this.heap.pop();
        if (last && last !== session) {
          this.heap[0] = last;
        }
      }
      this.sink(0);
      const timeMs = Math.floor(dueMs / 1000) * 1000;
      yield { timeMs, record: recordOf(scene, caller, call, timeMs), ...(planted && { planted }) };
    }
  }

  private rise(at: number): void {
    const session = this.heap[at];
    for (let parent = (at - 1) >> 1; at > 0 && this.heap[parent].dueMs > session.dueMs; parent = (at - 1) >> 1) {
      this.heap[at] = this.heap[parent];
      at = parent;
    }
    this.heap[at] = session;
  }

  private sink(at: number): void {
    const session = this.heap[at];
    if (session === undefined) {
      return;
    }
    for (let child = 2 * at + 1; child < this.heap.length; child = 2 * at + 1) {
      child += child + 1 < this.heap.length && this.heap[child + 1].dueMs < this.heap[child].dueMs ? 1 : 0;
      if (this.heap[child].dueMs >= session.dueMs) {
        break;
      }
      this.heap[at] = this.heap[child];
      at = child;
    }
    this.heap[at] = session;
  }
}
