/** A technique in one layer or both. */
export interface ComparedTechnique {
  readonly id: string;
  /** Rules of ours, and the other layer's score; 0 where it has none. */
  readonly ours: number;
  readonly theirs: number;
}
export interface LayerComparison {
  readonly both: readonly ComparedTechnique[];
  readonly oursOnly: readonly ComparedTechnique[];
  readonly theirsOnly: readonly ComparedTechnique[];
}

type Counts = ReadonlyMap<string, number>;

/** Compares techniques, each by its own id: a sub-technique there is no technique here. Each list has most first. */
export function compareLayer(ours: Counts, theirs: Counts): LayerComparison {
  const all = [...new Set([...ours.keys(), ...theirs.keys()])].map((id) => ({
    id,
    ours: ours.get(id) ?? 0,
    theirs: theirs.get(id) ?? 0,
  }));
  const sorted = all.sort((a, b) => b.theirs - a.theirs || b.ours - a.ours || (a.id < b.id ? -1 : 1));
  return {
    both: sorted.filter((one) => ours.has(one.id) && theirs.has(one.id)),
    oursOnly: sorted.filter((one) => !theirs.has(one.id)),
    theirsOnly: sorted.filter((one) => !ours.has(one.id)),
  };
}

/** How many rules name each technique, by the very id that they name. */
export function namedTechniques(rules: ReadonlyArray<{ readonly techniques: readonly string[] }>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of rules.flatMap(({ techniques }) => [...new Set(techniques)])) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
