import { fileNameOf } from './fileName';

it.each([
  ['IAM User Created', 'iam_user_created'],
  ['  ../../etc/passwd ', 'etc_passwd'],
  ['Ключ', 'rule'],
  [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
])('%j is kept as %s', (title, name) => {
  expect(fileNameOf(title)).toBe(name);
});
