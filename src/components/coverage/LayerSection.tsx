import { css, cx } from '@emotion/css';
import { useRef, useState, type DragEvent } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Stack, useStyles2 } from '@grafana/ui';
import { MAX_LAYER_CHARACTERS, readLayer, type LayerOutcome } from '../../catalogue/attack/readLayer';
import type { RuleSummary } from '../../contract/resources';
import { Section } from '../rule/Section';
import { getResource } from '../shared/dataSources';
import { saveFile } from '../shared/saveFile';
import { LayerComparison } from './LayerComparison';

interface Props {
  readonly uid: string;
  readonly rules: readonly RuleSummary[];
}

/** ATT&CK coverage as a layer for the Navigator, and another's layer beside ours. The file stays in the browser. */
export function LayerSection({ uid, rules }: Props) {
  const styles = useStyles2(getStyles);
  const input = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<LayerOutcome>();
  const [isOver, setIsOver] = useState(false);
  const [failed, setFailed] = useState(false);
  const take = async (file: File | undefined) => {
    if (file) {
      setOutcome(await readFile(file));
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const download = async () => {
    try {
      const layer = await getResource<unknown>(uid, 'attack-layer');
      saveFile('sigtrail-attack-layer.json', JSON.stringify(layer, null, 2), 'application/json');
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Section
      title="Navigator layers"
      help="A layer is a file of MITRE’s ATT&CK Navigator. Save ours to look at it there, or compare ours with another: that of SigmaHQ, of another team, or of last year."
    >
      <div
        className={cx(styles.drop, isOver && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <Stack gap={1} wrap="wrap" alignItems="center">
          <Button icon="download-alt" variant="secondary" size="sm" onClick={() => void download()}>
            Save ours
          </Button>
          <Button icon="upload" variant="secondary" size="sm" onClick={() => input.current?.click()}>
            Compare with a layer
          </Button>
          <span className={styles.hint}>or drop a layer’s JSON file here</span>
        </Stack>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label="Layer to compare with"
          hidden
          onChange={({ currentTarget }) => {
            void take(currentTarget.files?.[0]);
            // The same file, chosen again, is a change too.
            currentTarget.value = '';
          }}
        />
      </div>
      {failed && (
        <Alert severity="error" title="The layer could not be loaded">
          Try again.
        </Alert>
      )}
      <div aria-live="polite">
        {outcome && 'problem' in outcome && (
          <Alert severity="error" title="The layer cannot be read">
            {outcome.problem}
          </Alert>
        )}
        {outcome && 'layer' in outcome && (
          <LayerComparison layer={outcome.layer} rules={rules} onClose={() => setOutcome(undefined)} />
        )}
      </div>
    </Section>
  );
}

/** A larger file is not even read. */
async function readFile(file: File): Promise<LayerOutcome> {
  if (file.size > MAX_LAYER_CHARACTERS * 2) {
    return { problem: `${file.name} is too large to be a layer. Choose the JSON file of one layer.` };
  }
  try {
    return readLayer(await file.text());
  } catch {
    return { problem: `${file.name} could not be read. Choose a file again.` };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  drop: css({
    padding: theme.spacing(2),
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    marginBottom: theme.spacing(1),
  }),
  over: css({ borderColor: theme.colors.primary.border, background: theme.colors.action.hover }),
  hint: css({ color: theme.colors.text.secondary }),
});
