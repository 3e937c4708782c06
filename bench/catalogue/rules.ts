import { manyRules } from '../../src/backend/testing/manyRules';
import { LEVELS, STATUSES } from '../../src/contract/levels';

const AUTHORS = ['Ada Byron', 'Grace Murray', 'Alan Mathison', 'Edsger Wybe', 'Barbara Liskov', 'Donald Ervin'];
const TECHNIQUES = ['t1078.004', 't1098.001', 't1098.003', 't1537', 't1530', 't1685.002', 't1136.003', 't1485'];
const TACTICS = ['persistence', 'privilege-escalation', 'exfiltration', 'impact', 'initial-access'];
const FIELDS = ['requestParameters.policyArn', 'userIdentity.arn', 'requestParameters.bucketName', 'userAgent'];

/** Rules as large as those that people write: each with a text, tags, authors, dates and some predicates of its own. */
export function catalogueRules(count: number): Record<string, string> {
  return Object.fromEntries(
    manyRules(count).map(({ id, text }, index) => {
      const pick = <T>(from: readonly T[], by = 1): T => from[Math.floor(index / by) % from.length];
      const [title] = text.split('\n', 1);
      const more = `description: >
    Somebody called an operation that number ${index} of these rules is about, which is seldom done by hand and may prepare
    what comes next. Look for who did it, from where, and what else was done with the same key within the hour.
status: ${pick(STATUSES)}
author: ${pick(AUTHORS)}, ${pick(AUTHORS, 7)}
date: 2025-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}
tags:
    - attack.${pick(TACTICS)}
    - attack.${pick(TECHNIQUES)}
    - attack.${pick(TECHNIQUES, 3)}
falsepositives:
    - Administrators at work
`;
      const predicates = FIELDS.map(
        (field, place) =>
          `        ${field}|contains:\n            - value-${index}-${place}\n            - shared-${(index + place) % 40}\n`
      ).join('');
      const whole = text
        .replace(title, `${title} about ${pick(AUTHORS, 5)}’s account\n${more}`.trimEnd())
        .replace('    condition: selection', `    other:\n${predicates}    condition: selection and 1 of other*`)
        .replace('level: medium', `level: ${pick(LEVELS)}`);
      return [`team-${index % 12}/${id}.yml`, whole];
    })
  );
}
