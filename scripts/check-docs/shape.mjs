// Whether JSON that a page shows has the members of JSON that a command prints.

/**
 * @param {string} shown JSON of a page; texts and numbers in it stand for any
 * @param {unknown} printed
 * @returns {string | undefined} what differs: members of the top that the page leaves out, or members that are not printed
 */
export function shapeProblem(shown, printed) {
  let example;
  try {
    example = JSON.parse(shown);
  } catch (error) {
    return `the example is no JSON (${error.message}).`;
  }
  const left = Object.keys(printed ?? {}).filter((key) => !(key in example));
  return left.length > 0 ? `the page leaves out ${left.join(', ')}.` : absent(example, printed, '');
}

function absent(example, printed, path) {
  if (Array.isArray(example)) {
    const first = Array.isArray(printed) ? printed[0] : undefined;
    if (!Array.isArray(printed)) {
      return `${path || 'it'} is no list.`;
    }
    return example.length > 0 && first !== undefined ? absent(example[0], first, `${path}[]`) : undefined;
  }
  if (typeof example !== 'object' || example === null) {
    const kinds = [example, printed].map((value) => (value === null ? 'null' : typeof value));
    return kinds[0] === kinds[1] ? undefined : `${path} is ${kinds[1]}, not ${kinds[0]}.`;
  }
  for (const [key, value] of Object.entries(example)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof printed !== 'object' || printed === null || !(key in printed)) {
      return `${name} is not printed.`;
    }
    const problem = absent(value, printed[key], name);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}
