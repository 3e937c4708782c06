/** How long a path below a rule folder, and each name in it, may be. */
const MAX_PATH = 500;
const MAX_NAME_BYTES = 200;
const MAX_NAMES = 20;

/** Letters and digits of any script, and what is harmless on every file system and in every shell. */
const NAME = /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_ .,()+@=-]*$/u;
/** Names that Windows gives to devices, whatever follows a dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** A path below a rule folder, one entry for each folder and the last for the file; or what is wrong with it. */
export type FileNames = { readonly names: readonly string[] } | { readonly problem: string };

/**
 * Reads a rule file's path as a caller sent it: names with `/` between them. What could lead out of the folder, be hidden,
 * mean something else on another system or look like another name is refused, not repaired.
 */
export function parseRuleFileName(file: string): FileNames {
  if (file === '' || file.length > MAX_PATH) {
    return { problem: `The file's path needs 1 to ${MAX_PATH} characters.` };
  }
  if (file !== file.normalize('NFC')) {
    return { problem: 'The file’s path is not in Unicode’s composed form (NFC). Type it anew.' };
  }
  const names = file.split('/');
  if (names.length > MAX_NAMES) {
    return { problem: `The file lies more than ${MAX_NAMES} folders deep. Choose a place higher up.` };
  }
  const problem = names.map(nameProblem).find((each) => each !== undefined);
  if (problem !== undefined) {
    return { problem };
  }
  const last = names[names.length - 1];
  if (/\.test\.ya?ml$/i.test(last)) {
    return { problem: `"${last}" is the name of a file of tests, which is not read as rules. Choose another name.` };
  }
  if (!/[^.]\.ya?ml$/.test(last)) {
    return { problem: `"${last}" does not end in .yml or .yaml. Rule files must, else they are not read.` };
  }
  return { names };
}

function nameProblem(name: string): string | undefined {
  const shown = JSON.stringify(name);
  if (name === '') {
    return 'The file’s path starts or ends with "/" or has "//" in it. Write it relative to the rule folder.';
  }
  if (name.startsWith('.')) {
    return `${shown} starts with a dot: hidden files and ".." are not taken. Write the path below the rule folder.`;
  }
  if (!NAME.test(name)) {
    return `${shown} has characters that file names may not have here. Use letters, digits, "_", "-", "." and spaces.`;
  }
  if (/[. ]$/.test(name)) {
    return `${shown} ends with a dot or a space, which some systems drop. Choose another name.`;
  }
  if (DEVICE.test(name)) {
    return `${shown} is the name of a device on Windows. Choose another name.`;
  }
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    return `${shown} is longer than ${MAX_NAME_BYTES} bytes. Choose a shorter name.`;
  }
  return undefined;
}
