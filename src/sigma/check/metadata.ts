import { repeatedOf, type Checked, type Issue } from './issue';

/** Misspelt members that are easy to miss. */
const MISSPELT: Readonly<Record<string, string>> = {
  realted: 'related',
  relatde: 'related',
  relted: 'related',
  rlated: 'related',
  reference: 'references',
};
const FILE_NAME = { min: 10, max: 90 };

export function checkMetadata(document: Checked): Issue[] {
  const misspelt = Object.keys(document.custom).filter((name) => Object.hasOwn(MISSPELT, name));
  const references = repeatedOf(document.references);
  const file = baseName(document.source.file);
  return [
    ...(document.id === undefined
      ? [
          issue(
            'missing-id',
            'The rule has no id, so others cannot refer to it for good. Add "id:" and a new UUID.',
            'id'
          ),
        ]
      : []),
    ...misspelt.map((name) =>
      issue('misspelt-member', `"${name}" is no member of a rule. Did you mean "${MISSPELT[name] ?? ''}"?`, name)
    ),
    ...references.map((reference) =>
      issue(
        'duplicate-reference',
        `The reference ${reference.slice(0, 80)} stands here twice. Remove one.`,
        'references'
      )
    ),
    ...(isRuleFile(file) && (file.length < FILE_NAME.min || file.length > FILE_NAME.max)
      ? [
          issue(
            'file-name-length',
            `The file's name has ${file.length} characters; ${FILE_NAME.min} to ${FILE_NAME.max} are usual. Rename it.`
          ),
        ]
      : []),
  ];
}

function issue(code: Issue['code'], message: string, path?: string): Issue {
  return { code, severity: 'warning', message, ...(path !== undefined && { path }) };
}

/** Problems that only a whole set has: titles and file names used twice. */
export function checkUniqueness(
  documents: readonly Checked[]
): ReadonlyArray<{ readonly document: Checked; readonly issue: Issue }> {
  const titles = new Map<string, Checked>();
  const files = new Map<string, string>();
  const found: Array<{ document: Checked; issue: Issue }> = [];
  for (const document of documents) {
    const sameTitle = titles.get(document.title);
    if (sameTitle) {
      found.push({
        document,
        issue: issue(
          'duplicate-title',
          `The title is also that of a rule in ${sameTitle.source.file}. Say what is different in one of them.`,
          'title'
        ),
      });
    }
    titles.set(document.title, sameTitle ?? document);
    const { file } = document.source;
    const name = baseName(file);
    const sameName = files.get(name);
    if (isRuleFile(name) && sameName !== undefined && sameName !== file) {
      found.push({
        document,
        issue: issue('duplicate-file-name', `${sameName} has the same file name. Rename one of the files.`),
      });
    }
    files.set(name, sameName ?? file);
  }
  return found;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

/** A text from an editor or a request has no file name to check. */
function isRuleFile(name: string): boolean {
  return /\.ya?ml$/.test(name);
}
