import { applyFieldOverrides, createTheme, FieldType, toDataFrame } from '@grafana/data';
import { withPrincipalLink } from './principalLink';

const TARGET = { uid: 'ds', name: 'CloudTrail' };
const ALICE = 'arn:aws:iam::111122223333:user/alice';

function frameOf(preferredVisualisationType: 'table' | 'logs') {
  return toDataFrame({
    meta: { preferredVisualisationType },
    fields: [
      { name: 'rule', type: FieldType.string, config: { links: [{ title: 'Open', url: '/x' }] }, values: ['r'] },
      { name: 'principal', type: FieldType.string, values: [ALICE] },
    ],
  });
}

it('leads from a principal in a table to its events in Explore', () => {
  const [shown] = applyFieldOverrides({
    data: [withPrincipalLink(frameOf('table'), TARGET)],
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text) => text.replaceAll('${__value.raw}', ALICE),
    theme: createTheme(),
  });
  const [link] = shown.fields[1].getLinks?.({ valueRowIndex: 0 }) ?? [];
  const panes = decodeURIComponent(link.href);
  expect(link.title).toBe('What this principal did');
  expect(panes).toMatch(/^\/explore\?/);
  expect(panes).toContain('"datasource":"ds"');
  expect(panes).toContain(`"filters":[{"field":"principal","operator":"=","value":"${ALICE}"}]`);
  expect(shown.fields[0].config.links).toHaveLength(1);
});

it('leaves other frames alone', () => {
  const lines = frameOf('logs');
  expect(withPrincipalLink(lines, TARGET)).toBe(lines);
});
