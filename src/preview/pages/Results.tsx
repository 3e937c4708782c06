import { css } from '@emotion/css';
import {
  applyFieldOverrides,
  getDisplayProcessor,
  LoadingState,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
  type PanelData,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { LoadingPlaceholder, Table, Text, useStyles2 } from '@grafana/ui';
import { replaceInLink } from './linkVariables';
import { useWidth } from './useWidth';

const SHOWN_FRAMES = 10;
const SHOWN_ROWS = 200;
/** Pixels of columns whose values are shorter or longer than most. */
const WIDTHS: Readonly<Record<string, number>> = {
  time: 165,
  severity: 85,
  rule: 330,
  title: 330,
  eventSource: 210,
  eventName: 200,
  principal: 330,
};

/** The frames of an answer: logs as lines, anything else as tables. */
export function Results({ data }: { readonly data: PanelData }) {
  const [ref, width] = useWidth();
  if (data.state === LoadingState.Loading) {
    return <LoadingPlaceholder text="Looking events up…" />;
  }
  const frames = data.series.filter(({ length, fields }) => length > 0 && fields.length > 0);
  return (
    <section ref={ref} aria-label="Result">
      {frames.length === 0 && !data.errors && <Text>No data.</Text>}
      {frames.slice(0, SHOWN_FRAMES).map((frame, index) => (
        <Frame key={index} frame={frame} width={width} />
      ))}
      {frames.length > SHOWN_FRAMES && <Text>And {frames.length - SHOWN_FRAMES} more frames.</Text>}
    </section>
  );
}

function Frame({ frame, width }: { readonly frame: DataFrame; readonly width: number }) {
  if (frame.meta?.preferredVisualisationType === 'logs') {
    return <Lines frame={frame} />;
  }
  const [shown] = applyFieldOverrides({
    data: [{ ...frame, fields: frame.fields.map(withWidth) }],
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: replaceInLink,
    theme: config.theme2,
  });
  const height = Math.min(500, 44 + frame.length * 36);
  return width > 0 ? <Table data={shown} width={width} height={height} ariaLabel={frame.name ?? 'Result'} /> : null;
}

function withWidth(field: Field): Field {
  return { ...field, config: { ...field.config, custom: { ...field.config.custom, width: WIDTHS[field.name] } } };
}

function Lines({ frame }: { readonly frame: DataFrame }) {
  const styles = useStyles2(getStyles);
  const values = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  const time = frame.fields.find(({ name }) => name === 'timestamp');
  const show = time && getDisplayProcessor({ field: time, theme: config.theme2 });
  const [bodies, severities] = [values('body'), values('severity')];
  return (
    <ul className={styles.lines}>
      {bodies.slice(0, SHOWN_ROWS).map((body: string, row: number) => (
        <li key={row} className={styles.line}>
          <span className={styles.time}>{show?.(time?.values[row]).text}</span>
          <span className={styles.severity}>{severities[row]}</span>
          <span className={styles.body}>{body}</span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ listStyle: 'none', fontFamily: theme.typography.fontFamilyMonospace, fontSize: 12 }),
  line: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) }),
  time: css({ whiteSpace: 'nowrap', color: theme.colors.text.secondary }),
  severity: css({ minWidth: 64 }),
  body: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 }),
});
