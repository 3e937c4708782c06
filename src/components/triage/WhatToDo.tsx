import type { RulePage } from '../../contract/resources';
import { ListSection } from '../rule/ListSection';
import { Section } from '../rule/Section';

/** What the rule's author says of it: what it means, when it is wrong, and where to read on. */
export function WhatToDo({ page }: { page: RulePage }) {
  return (
    <>
      {page.description !== undefined && (
        <Section title="What it means" help="The rule’s description, by its author.">
          <p style={{ maxWidth: '75ch', whiteSpace: 'pre-line' }}>{page.description}</p>
        </Section>
      )}
      <ListSection
        title="False positives"
        help="When the rule may report what is no attack, by its author."
        items={page.falsepositives}
      />
      <ListSection title="References" help="What the rule’s author refers to." items={page.references} />
    </>
  );
}
