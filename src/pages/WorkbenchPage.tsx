import { css } from '@emotion/css';
import { useEffect, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, CodeEditor, useStyles2 } from '@grafana/ui';
import { RuleView } from '../components/rule/RuleView';
import { TrySection } from '../components/rule/TrySection';
import { AppPage } from '../components/shared/AppPage';
import { postResource } from '../components/shared/dataSources';
import { Loaded } from '../components/shared/Loaded';
import { useRequest } from '../components/shared/useRequest';
import { EXAMPLE_RULE } from '../components/workbench/exampleRule';
import type { CheckResponse } from '../contract/resources';

/** Milliseconds without a key press until the rule is checked. */
const PAUSE_MS = 300;

/** Write a rule and see at each pause what is wrong with it, and what becomes of it. */
export function WorkbenchPage() {
  return (
    <AppPage pageNav={{ text: 'Workbench' }} subTitle="Write a rule; nothing is saved here">
      {({ uid }) => <Workbench uid={uid} />}
    </AppPage>
  );
}

function Workbench({ uid }: { uid: string }) {
  const styles = useStyles2(getStyles);
  const [yaml, setYaml] = useState(EXAMPLE_RULE);
  const settled = useSettled(yaml);
  const request = useRequest(`${uid} ${settled}`, () =>
    postResource<CheckResponse>(uid, 'rules/check', { yaml: settled })
  );
  return (
    <div className={styles.columns}>
      <section aria-label="Rule">
        <CodeEditor
          language="yaml"
          value={yaml}
          height={520}
          showLineNumbers
          showMiniMap={false}
          onChange={setYaml}
          containerStyles={styles.editor}
        />
      </section>
      <section aria-label="Result">
        <Loaded request={request} what="result">
          {({ problems, page }) => (
            <>
              <Problems problems={problems} />
              {page && (
                <>
                  <h2>{page.title}</h2>
                  <RuleView page={page} />
                  <TrySection uid={uid} rule={{ yaml: settled }} />
                </>
              )}
            </>
          )}
        </Loaded>
      </section>
    </div>
  );
}

function Problems({ problems }: Pick<CheckResponse, 'problems'>) {
  if (problems.length === 0) {
    return <Alert severity="success" title="No problem found" />;
  }
  return (
    <div aria-live="polite">
      {problems.map(({ severity, line, column, message, code }, index) => (
        <Alert key={`${index}:${line}:${column}:${code}`} severity={severity} title={`Line ${line}, column ${column}`}>
          {message}
        </Alert>
      ))}
    </div>
  );
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 480px), 1fr))',
    gap: theme.spacing(3),
    '> *': { minWidth: 0 },
  }),
  editor: css({ border: `1px solid ${theme.colors.border.medium}`, borderRadius: theme.shape.radius.default }),
});
