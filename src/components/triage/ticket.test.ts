import type { RulePage } from '../../contract/resources';
import { testDetection, testEvent } from './testing/event';
import { ticketText } from './ticket';

const page = {
  title: 'Key made',
  level: 'high',
  description: 'A key.\nFor *good*.',
  falsepositives: ['Rotation of keys'],
  references: ['https://a.example'],
} as RulePage;

describe('a detection as text for a ticket', () => {
  it('has the events of a correlation’s window, the latest of many', () => {
    const eventIds = Array.from({ length: 60 }, (_, index) => `e${index}`);
    const matched = { event_count: { group: { user: 'ana' }, value: 60, eventIds } };
    const text = ticketText({ event: testEvent(), page, detection: testDetection({ matched }), around: [], links: [] });
    expect(text).toContain('- `event_count: 60, in 60 events`\n- `for user = ana`');
    expect(text).toMatch(/### Events of the window\n\n- `e10`\n[^#]*- `e59`\n- and 10 before them\n/);
  });

  it('has what is known, section by section', () => {
    const text = ticketText({
      event: testEvent(),
      page,
      detection: testDetection({ severity: 'page', matched: { selection: { eventName: 'CreateAccessKey' } } }),
      around: [testDetection({ rule: 'Another', eventName: 'StopLogging' })],
      links: [['This detection', 'https://grafana.example/a b']],
    });
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '## page: Key made',
      '### Who',
      '### What',
      '### From where',
      '### When',
      '### Result',
      '### Why it matched',
      '### What the rule is for',
      '### False positives',
      '### Detections around it',
      '### References',
      '### Links',
    ]);
    expect(text).toContain('- `selection: eventName = CreateAccessKey`\n');
    expect(text).toContain('> A key.\n> For \\*good\\*.\n');
    expect(text).toContain('- 2026-01-05T10:00:07.000Z high: Another, `StopLogging` from `203.0.113.7`');
    expect(text).toContain('[This detection](<https://grafana.example/a%20b>)');
  });

  it('keeps what events say from becoming markup', () => {
    const event = testEvent({ principal: 'x`\n# Owned ``y`` [a](http://b)' });
    const text = ticketText({ event, around: [], links: [] });
    expect(text).toContain('- Principal: ```x` # Owned ``y`` [a](http://b)```');
    expect(text.split('\n').filter((line) => /^# /.test(line))).toEqual([]);
    expect(text).toMatch(/^## CreateAccessKey by x\\` \\# Owned/);
  });
});
