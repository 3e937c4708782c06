import { closeName } from '../closeName';
import { repeatedOf, type Checked, type Issue } from './issue';

/** Members of rules, correlations and filters (sigma-rules-specification and its schema). */
const MEMBERS = [
  'title',
  'id',
  'related',
  'name',
  'taxonomy',
  'status',
  'description',
  'license',
  'author',
  'references',
  'date',
  'modified',
  'logsource',
  'detection',
  'correlation',
  'filter',
  'fields',
  'falsepositives',
  'level',
  'tags',
  'scope',
];
/** Characters of a file's name, its extension included ("Length between 10 and 70 characters"). */
const [SHORTEST_FILE_NAME, LONGEST_FILE_NAME] = [10, 70];

/** What is odd in the members that describe one document. */
export function checkMetadata(document: Checked): Issue[] {
  const issues: Issue[] = [];
  if (document.id === undefined) {
    issues.push(
      warning(
        'missing-id',
        'The rule has no id, so others cannot refer to it for good. Add "id:" and a new UUID.',
        'id'
      )
    );
  }
  for (const name of Object.keys(document.custom)) {
    const meant = closeName(name, MEMBERS, 5);
    if (meant !== undefined) {
      issues.push(warning('misspelt-member', `"${name}" is no member of a rule. Did you mean "${meant}"?`, name));
    }
  }
  for (const reference of repeatedOf(document.references)) {
    const message = `The reference ${reference.slice(0, 80)} stands here twice. Remove one.`;
    issues.push(warning('duplicate-reference', message, 'references'));
  }
  const name = fileName(document);
  if (name !== undefined && (name.length < SHORTEST_FILE_NAME || name.length > LONGEST_FILE_NAME)) {
    const message = `The file's name has ${name.length} characters; ${SHORTEST_FILE_NAME} to ${LONGEST_FILE_NAME} are usual. Rename it.`;
    issues.push(warning('file-name-length', message));
  }
  return issues;
}

/** What one document has in common with another of the set, though it should not: its title, its file's name. */
export function checkUniqueness(
  documents: readonly Checked[]
): ReadonlyArray<{ readonly document: Checked; readonly issue: Issue }> {
  const firstWithTitle = firstBy(documents, ({ title }) => title);
  const firstWithFile = firstBy(documents, fileName);
  return documents.flatMap((document) => {
    const issues: Issue[] = [];
    const { file } = document.source;
    const titled = firstWithTitle.get(document.title);
    if (titled && titled !== document) {
      const message = `The title is also that of a rule in ${titled.source.file}. Say what is different in one of them.`;
      issues.push(warning('duplicate-title', message, 'title'));
    }
    const namesake = firstWithFile.get(fileName(document) ?? '')?.source.file;
    if (namesake !== undefined && namesake !== file) {
      issues.push(warning('duplicate-file-name', `${namesake} has the same file name. Rename one of the files.`));
    }
    return issues.map((issue) => ({ document, issue }));
  });
}

function firstBy(
  documents: readonly Checked[],
  keyOf: (document: Checked) => string | undefined
): ReadonlyMap<string, Checked> {
  const first = new Map<string, Checked>();
  for (const document of documents) {
    const key = keyOf(document);
    if (key !== undefined && !first.has(key)) {
      first.set(key, document);
    }
  }
  return first;
}

/** The name of the document's file without its folders; undefined for a text from an editor or a request. */
function fileName({ source }: Checked): string | undefined {
  return /[^/\\]*\.ya?ml$/.exec(source.file)?.[0];
}

function warning(code: Issue['code'], message: string, path?: string): Issue {
  return { code, severity: 'warning', message, ...(path !== undefined && { path }) };
}
