import { css } from '@emotion/css';
import type { ReactNode } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { ScrollTable } from './ScrollTable';
import { TableColumns } from './TableColumns';

interface Props {
  /** What the table shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: ReadonlyArray<readonly ReactNode[]>;
}

/** A small table of values. */
export function DataTable({ label, columns, rows }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ScrollTable label={label} className={styles.values}>
      <TableColumns columns={columns} />
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, column) => (
              <td key={columns[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({
    'th, td': { padding: theme.spacing(0.75, 1) },
    td: { fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize },
  }),
});
