import { css } from '@emotion/css';
import { Link, useNavigate } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { RulePage } from '../../contract/resources';
import { workbenchLink, type WorkbenchStart } from '../shared/appLinks';
import { usePageParams } from '../shared/pageParams';
import type { FoundEvent } from './account/detections';

/** Leads to the workbench: with a copy of the rule, and with the rule itself where it lies in a rule folder. */
export function WorkbenchLinks({ page: { id, file } }: { page: RulePage }) {
  const navigate = useNavigate();
  const common = usePageParams();
  const open = (start: WorkbenchStart) => navigate(workbenchLink(start, common));
  return (
    <>
      {file && (
        <Button icon="pen" size="sm" variant="secondary" onClick={() => open({ rule: id, mode: 'edit' })}>
          Edit
        </Button>
      )}
      <Button icon="copy" size="sm" variant="secondary" onClick={() => open({ rule: id })}>
        Copy to workbench
      </Button>
    </>
  );
}

/** Leads from an event that the rule found to the workbench: a rule of it, a filter that leaves its principal alone. */
export function EventLinks({ page, event }: { page: RulePage; event: FoundEvent }) {
  const styles = useStyles2(getStyles);
  const common = usePageParams();
  const of = `${event.event} by ${event.principal}`;
  if (event.eventId === '') {
    return null;
  }
  return (
    <div className={styles.links}>
      <Link to={workbenchLink({ event: event.eventId }, common)} aria-label={`Rule from this: ${of}`}>
        Rule from this
      </Link>
      {page.kind === 'rule' && (
        <Link
          to={workbenchLink({ rule: page.id, event: event.eventId, mode: 'suppress' }, common)}
          aria-label={`Suppress the principal: ${of}`}
        >
          Suppress
        </Link>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  links: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    a: { color: theme.colors.text.link, textDecoration: 'underline', whiteSpace: 'nowrap' },
  }),
});
