import type { Execution } from './execution';
import { invalid, type StartParameters } from './parameters';

/** An account and region: none sees what another runs. */
export interface AthenaPlace {
  readonly account: string;
  readonly region: string;
}

/** Executions and results that are kept; the oldest that have ended go first. */
const MAX_EXECUTIONS = 1000;
const MAX_KEPT_BYTES = 512 << 20;

/** The statements of all accounts and regions. */
export class Executions {
  private readonly byId = new Map<string, { place: string; execution: Execution }>();
  private readonly byToken = new Map<string, Execution>();

  /** @throws AwsServiceError InvalidRequestException where this place has none of that id */
  get(place: AthenaPlace, id: string): Execution {
    const found = this.byId.get(id);
    if (found?.place !== keyOf(place)) {
      throw invalid(`QueryExecution ${id} was not found`);
    }
    return found.execution;
  }

  add(place: AthenaPlace, execution: Execution): void {
    const { token } = execution.parameters;
    this.byId.set(execution.id, { place: keyOf(place), execution });
    if (token !== undefined) {
      this.byToken.set(tokenKey(place, token), execution);
    }
    this.forget();
  }

  /**
   * What the same request has started before.
   *
   * @throws AwsServiceError InvalidRequestException where the token was another request's
   */
  startedBy(place: AthenaPlace, parameters: StartParameters): Execution | undefined {
    const known = parameters.token === undefined ? undefined : this.byToken.get(tokenKey(place, parameters.token));
    if (known && JSON.stringify(known.parameters) !== JSON.stringify(parameters)) {
      throw invalid('Idempotent parameters do not match');
    }
    return known;
  }

  /** The newest execution whose result may be given again. */
  reusable(place: AthenaPlace, parameters: StartParameters, nowMs: number): Execution | undefined {
    const { reuseMinutes, statement, workgroup, catalog, database } = parameters;
    if (reuseMinutes === undefined) {
      return undefined;
    }
    const same = JSON.stringify([statement, workgroup, catalog, database]);
    return this.of(place).findLast(
      ({ state, completedMs = 0, parameters: other }) =>
        state === 'SUCCEEDED' &&
        nowMs - completedMs <= reuseMinutes * 60_000 &&
        JSON.stringify([other.statement, other.workgroup, other.catalog, other.database]) === same
    );
  }

  active(place: AthenaPlace): number {
    return this.of(place).filter(({ isActive }) => isActive).length;
  }

  stopAll(): void {
    for (const { execution } of this.byId.values()) {
      execution.stop();
    }
  }

  private of(place: AthenaPlace): Execution[] {
    const key = keyOf(place);
    return [...this.byId.values()].filter((entry) => entry.place === key).map(({ execution }) => execution);
  }

  private forget(): void {
    let bytes = 0;
    for (const { execution } of this.byId.values()) {
      bytes += execution.resultBytes;
    }
    for (const [id, { place, execution }] of this.byId) {
      if (this.byId.size <= MAX_EXECUTIONS && bytes <= MAX_KEPT_BYTES) {
        return;
      }
      if (!execution.isActive) {
        bytes -= execution.resultBytes;
        this.byId.delete(id);
        this.byToken.delete(`${place}/${execution.parameters.token ?? ''}`);
      }
    }
  }
}

function keyOf({ account, region }: AthenaPlace): string {
  return `${account}/${region}`;
}
function tokenKey(place: AthenaPlace, token: string): string {
  return `${keyOf(place)}/${token}`;
}
