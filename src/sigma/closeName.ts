/**
 * The known name that a text is most likely a slip of: letters swapped, left out, put in or changed, one slip in all. Undefined
 * where there is none. Names shorter than `shortest` are left out: one slip makes too many words of a short one.
 */
export function closeName(text: string, known: readonly string[], shortest: number): string | undefined {
  return text.length < shortest
    ? undefined
    : known.find((name) => name.length >= shortest && name !== text && isOneSlip(text, name));
}

function isOneSlip(a: string, b: string): boolean {
  let from = 0;
  while (from < a.length && a[from] === b[from]) {
    from++;
  }
  const [restA, restB] = [a.slice(from), b.slice(from)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}
