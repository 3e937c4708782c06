import type { DataSourceInstanceSettings } from '@grafana/data';
import { ClipboardButton, LinkButton, Stack } from '@grafana/ui';
import type { RulePage } from '../../contract/resources';
import { CreateAlertLink } from '../rule/CreateAlertLink';
import { appHref, workbenchLink } from '../shared/appLinks';
import { exploreLink } from '../shared/exploreLink';
import { usePageParams } from '../shared/pageParams';
import type { Actor } from './actors';
import { aroundQueries, rangeAround, WINDOWS } from './around';
import { consoleUrl } from './consoleUrl';
import type { EventRow } from './rows';

interface Props {
  readonly dataSource: DataSourceInstanceSettings;
  readonly event: EventRow;
  readonly page?: RulePage;
  readonly actor?: Actor;
  readonly nowMs: number;
  /** The detection as text for a ticket. */
  getTicket(): string;
}

/** Where to go from a detection. */
export function TriageActions({ dataSource, event, page, actor, nowMs, getTicket }: Props) {
  const common = usePageParams();
  const start = { event: event.eventId };
  return (
    <Stack gap={1} wrap="wrap">
      <ClipboardButton icon="copy" size="sm" variant="primary" getText={getTicket}>
        Copy for a ticket
      </ClipboardButton>
      {actor && (
        <LinkButton
          icon="compass"
          size="sm"
          variant="secondary"
          href={exploreLink(
            dataSource.uid,
            { ...aroundQueries(actor).events, format: 'logs' },
            rangeAround(event.timeMs, WINDOWS[1].ms, nowMs)
          )}
        >
          Explore
        </LinkButton>
      )}
      <LinkButton
        icon="external-link-alt"
        size="sm"
        variant="secondary"
        href={consoleUrl(event)}
        target="_blank"
        rel="noreferrer"
      >
        AWS console
      </LinkButton>
      <LinkButton icon="edit" size="sm" variant="secondary" href={appHref(workbenchLink(start, common))}>
        Write a rule from it
      </LinkButton>
      {page?.kind === 'rule' && (
        <LinkButton
          icon="bell-slash"
          size="sm"
          variant="secondary"
          href={appHref(workbenchLink({ ...start, rule: page.id, mode: 'suppress' }, common))}
          tooltip="Opens the workbench with a filter that makes the rule leave this principal alone"
        >
          Suppress this principal
        </LinkButton>
      )}
      {page && <CreateAlertLink page={page} dataSource={dataSource} />}
    </Stack>
  );
}
