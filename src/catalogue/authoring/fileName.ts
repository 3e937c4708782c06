/** Characters of a file's name without its ending: the specification wants 10 to 70 with it. */
const LONGEST = 60;

/** A rule's file name after its title, without the ending: `iam_user_created`. */
export function fileNameOf(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, LONGEST)
    .replace(/^_+|_+$/g, '');
  return name === '' ? 'rule' : name;
}
