import { Button, ClipboardButton } from '@grafana/ui';
import type { RulePage } from '../../contract/resources';
import { saveFile } from '../shared/saveFile';
import { Section } from './Section';
import { Yaml } from './Yaml';

/** The rule's text, byte for byte. */
export function BodySection({ page }: { page: RulePage }) {
  return (
    <Section
      title="Rule body"
      help="The rule as its author wrote it, in Sigma’s YAML."
      actions={
        <>
          <ClipboardButton icon="copy" size="sm" variant="secondary" getText={() => page.body}>
            Copy
          </ClipboardButton>
          <Button icon="download-alt" size="sm" variant="secondary" onClick={() => download(page)}>
            Download
          </Button>
        </>
      }
    >
      <Yaml text={page.body.replace(/\n$/, '')} label="YAML of the rule" />
    </Section>
  );
}

function download({ body, title }: RulePage): void {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  saveFile(`${name || 'rule'}.yml`, body, 'application/yaml');
}
