/**
 * What a search looks for, lower case: each must be somewhere in a rule. Spaces part words; quotes keep some together, also
 * while the second quote is still to come.
 */
export function searchWords(text: string): string[] {
  const found = [...text.toLowerCase().matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([word, quoted]) =>
    (quoted ?? word).trim()
  );
  return [...new Set(found.filter(Boolean))];
}
