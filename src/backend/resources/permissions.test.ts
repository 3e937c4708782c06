import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestBackend } from '../testing/backend';
import { SAMPLE_RULES, USER_RULE } from '../testing/sampleRules';
import { ROUTES } from './route';

/** The documentation is the table: each row `| \`METHOD path\` | yes/no | yes/no | yes/no |`. */
const ROWS = [
  ...readFileSync(path.join(__dirname, '../../../docs/permissions.md'), 'utf8').matchAll(
    /^\| `([A-Z]+) (\S+)` +\| (yes|no) +\| (yes|no) +\| (yes|no) +\|$/gm
  ),
].map(([, method, pattern, viewer, editor, admin]) => ({
  method,
  pattern,
  roles: [
    ['Viewer', viewer],
    ['Editor', editor],
    ['Admin', admin],
    // Whoever is none of these may do no more than a Viewer.
    ['None', viewer],
    ['', viewer],
    ['editor', viewer],
    ['Grafana Admin', viewer],
    [undefined, viewer],
  ] as const,
}));
const BODIES: Readonly<Record<string, unknown>> = {
  'POST rules/check': { yaml: SAMPLE_RULES['user.yml'] },
  'POST explain': { id: USER_RULE, event: {} },
  'POST near-windows': { yaml: SAMPLE_RULES['user.yml'], from: 0, to: 1000 },
  'POST estimate': { query: { queryType: 'counts' }, from: 0, to: 1000 },
  'PUT rule-files': { folder: 0, file: 'a.yml', yaml: SAMPLE_RULES['key.yml'] },
};

let root: string;
let test: TestBackend;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sigtrail-permissions-'));
  test = new TestBackend({ rules: { 'user.yml': SAMPLE_RULES['user.yml'] }, jsonData: { rulePaths: [root] } });
});
afterEach(async () => {
  await test.handlers.dispose();
  rmSync(root, { recursive: true });
});

function sampleOf(pattern: string): string {
  return pattern.replace('{id}', USER_RULE).replace('{path}', 'eventName');
}

it('documents each route once', () => {
  const routes = ROUTES.map(({ method, path: pattern }) => `${method} ${pattern.source}`);
  const documented = ROWS.map(({ method, pattern }) => {
    const found = ROUTES.find((route) => route.method === method && route.path.test(sampleOf(pattern)));
    return found ? `${found.method} ${found.path.source}` : `${method} ${pattern} does not exist`;
  });
  expect(documented.sort()).toEqual(routes.sort());
});

it.each(
  ROWS.flatMap(({ method, pattern, roles }) => roles.map(([role, may]) => [method, pattern, role, may] as const))
)('%s %s as %s: %s', async (method, pattern, role, may) => {
  test.role = role;
  const { status, json } = await test.resource(method, sampleOf(pattern), BODIES[`${method} ${pattern}`]);
  if (may === 'no') {
    expect({ status, json }).toMatchObject({ status: 403, json: { error: { code: 'forbidden' } } });
  } else {
    // Allowed calls get as far as the resource, which may want more than this one has.
    expect([200, 400, 404]).toContain(status);
    expect(json).not.toMatchObject({ error: { code: 'forbidden' } });
  }
});

it('lets only known calls that change nothing be anything but a GET for everybody', () => {
  const open = ROUTES.filter(({ method, role }) => method !== 'GET' && role === 'any');
  expect(open.map(({ path: pattern }) => pattern.source).sort()).toEqual([
    '^estimate$',
    '^explain$',
    '^near-windows$',
    '^rules\\/check$',
  ]);
});
