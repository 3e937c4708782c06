/** JSON, which is YAML too, with all but printable ASCII escaped: some characters may not stand in YAML as they are. */
export function yamlOf(document: unknown): string {
  return JSON.stringify(document).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}
