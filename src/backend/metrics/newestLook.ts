import { placeKey, type EventStore, type LookupProgress, type Place } from '../../cloudtrail';

/** Up to when each account and region of a data source was looked up. */
export class NewestLook {
  private readonly seen = new Map<string, number>();

  constructor(private readonly store: Pick<EventStore, 'coverage'>) {}

  readonly progress = (place: Place, { reachedS, range }: LookupProgress): void => {
    if (reachedS < range.to) {
      const key = placeKey(place);
      this.seen.set(key, Math.max(this.seen.get(key) ?? 0, range.to));
    }
  };

  /**
   * The newest moment up to which some lookup of the place returned all it had to, epoch seconds; undefined before the
   * first. Lookups of single values are known from the start of the process on, lookups of everything from the store.
   */
  of(place: Place): number | undefined {
    const kept = this.store.coverage(place, undefined).at(-1)?.to;
    const newest = Math.max(this.seen.get(placeKey(place)) ?? 0, kept ?? 0);
    return newest > 0 ? newest : undefined;
  }
}
