import { join } from 'node:path';
import type { RulePage } from '../../contract/resources';
import { folderWith, run } from '../testing/command';
import { pageCommand } from './command';

const rule = (id: string, title: string, detection: string): string => `title: ${title}
id: ${id.repeat(8)}-1111-4111-8111-111111111111
logsource: { product: aws, service: cloudtrail }
detection:
  selection: ${detection}
  condition: selection
level: high
`;
const FILES = {
  'a.yml': rule('a', 'First', '{ eventName: CreateUser, eventSource: iam.amazonaws.com }'),
  'b.yml': rule('b', 'Second', '{ eventName: createuser }'),
  'broken.yml': 'title: [\n',
  'empty.yml': '# nothing\n',
};

describe('sigtrail page', () => {
  const folder = folderWith(FILES);
  const file = (name: string) => join(folder, name);

  it('prints the page, its indicators counted in the corpus without the rule itself', async () => {
    const { code, out } = await run(pageCommand, ['--rule', file('a.yml'), '--rules', folder]);
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual(['Detection rules › Sigma', '', 'First']);
    expect(out).toMatch(/^eventName +eq +CreateUser +1$/m);
    expect(out).toMatch(/^eventSource +eq +iam\.amazonaws\.com +0$/m);
    expect(out).toContain(`Rule body yaml\n\n${FILES['a.yml']}`);
  });

  it('prints JSON with --json, the body byte for byte', async () => {
    const { out } = await run(pageCommand, ['--rule', file('b.yml'), '--json']);
    const page = JSON.parse(out) as RulePage;
    expect(page).toMatchObject({ title: 'Second', body: FILES['b.yml'], indicators: [{ corpus: [0] }] });
  });

  it.each([
    ['broken.yml', /broken\.yml:2:\d+: .+/],
    ['empty.yml', /empty\.yml holds no rule/],
    ['missing.yml', /missing\.yml/],
  ])('says what is wrong with %s', async (name, sentence) => {
    const { code, err, out } = await run(pageCommand, ['--rule', file(name)]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });

  it('shows how it is used', async () => {
    const { code, err } = await run(pageCommand, []);
    expect(code).toBe(2);
    expect(err).toMatch(/--rule is needed[\s\S]+usage: sigtrail page --rule FILE/);
  });
});
