import { TextLink } from '@grafana/ui';
import { Section } from './Section';

interface Props {
  readonly title: string;
  readonly help: string;
  readonly items: readonly string[];
}

/** A list of texts or links; nothing where there are none. */
export function ListSection({ title, help, items }: Props) {
  if (items.length === 0) {
    return null;
  }
  return (
    <Section title={title} help={help}>
      <ul style={{ paddingLeft: 20 }}>
        {items.map((item) => (
          <li key={item} style={{ overflowWrap: 'anywhere' }}>
            {/^https?:\/\//.test(item) ? (
              <TextLink href={item} external inline>
                {item}
              </TextLink>
            ) : (
              item
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
