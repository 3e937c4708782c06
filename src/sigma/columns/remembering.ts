/** Results that are kept: the same principals and programs come again in every block. */
const KEPT = 4096;

/** The function with its results kept, a bounded number of them: beyond it they are forgotten all at once. */
export function remembering<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const held = known.get(key);
    if (held !== undefined || known.has(key)) {
      return held as V;
    }
    const value = compute(key);
    if (known.size >= KEPT) {
      known.clear();
    }
    known.set(key, value);
    return value;
  };
}
