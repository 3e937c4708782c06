import { css } from '@emotion/css';
import { useEffect, useState } from 'react';
import { type GrafanaTheme2, locationUtil } from '@grafana/data';
import { ConfigSubSection } from '@grafana/plugin-ui';
import { getBackendSrv } from '@grafana/runtime';
import { IconButton, Text, TextLink, useStyles2 } from '@grafana/ui';
import { APP_ID } from '../../contract/ids';
import type { RulesResponse } from '../../contract/resources';
import { withOverride } from '../../contract/ruleOverrides';
import type { RuleOverride } from '../../contract/settings';
import type { SectionProps } from './sectionProps';

type Props = Pick<SectionProps, 'json' | 'onChange' | 'disabled'> & {
  /** The saved data source's, to name its rules. */
  uid?: string;
};

/** What the data source changes of single rules, to be taken back. */
export function RulesSectionOverrides({ json, onChange, disabled, uid }: Props) {
  const styles = useStyles2(getStyles);
  const entries = Object.entries(json.ruleOverrides ?? {});
  const titles = useTitles(entries.length > 0 ? uid : undefined);
  const remove = (id: string) =>
    onChange({ ruleOverrides: withOverride(json.ruleOverrides, id, { enabled: undefined, level: undefined }) });
  return (
    <ConfigSubSection
      title="Overridden rules"
      description="Rules that are disabled or have another level here. A rule's page sets this."
    >
      {entries.length === 0 ? (
        <Text color="secondary">No rule is overridden.</Text>
      ) : (
        <ul className={styles.list} aria-label="Overridden rules">
          {entries.map(([id, override]) => {
            const title = titles?.get(id.toLowerCase());
            return (
              <li key={id}>
                <span className={styles.name}>
                  {title === undefined ? <code>{id}</code> : <RulePageLink id={id} title={title} uid={uid} />}
                  {titles && title === undefined && ' (no such rule is loaded)'}: {overrideText(override)}
                </span>
                <IconButton
                  name="trash-alt"
                  tooltip={`Take back what is overridden of ${title ?? id}`}
                  disabled={disabled}
                  onClick={() => remove(id)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </ConfigSubSection>
  );
}

function RulePageLink({ id, title, uid = '' }: { id: string; title: string; uid?: string }) {
  const href = `/a/${APP_ID}/rules/${encodeURIComponent(id)}?ds=${encodeURIComponent(uid)}`;
  // In another tab: leaving the form would lose what is not saved.
  return (
    <TextLink href={locationUtil.assureBaseUrl(href)} external inline>
      {title}
    </TextLink>
  );
}

function overrideText({ enabled, level }: RuleOverride): string {
  const state = enabled === undefined ? [] : [enabled ? 'enabled' : 'disabled'];
  const parts = [...state, ...(level === undefined ? [] : [`level ${level}`])];
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** Rule id, in lower case, to title; undefined until it is known, or where the data source does not answer. */
function useTitles(uid: string | undefined): ReadonlyMap<string, string> | undefined {
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>();
  useEffect(() => {
    if (!uid) {
      return undefined;
    }
    let late = false;
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/rules`;
    getBackendSrv()
      .get<RulesResponse>(url, undefined, undefined, { showErrorAlert: false })
      .then(
        ({ rules }) => !late && setTitles(new Map(rules.map(({ id, title }) => [id.toLowerCase(), title]))),
        // Ids say it too.
        () => undefined
      );
    return () => {
      late = true;
    };
  }, [uid]);
  return titles;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    maxHeight: theme.spacing(50),
    overflowY: 'auto',
    li: { display: 'flex', alignItems: 'center', gap: theme.spacing(1), padding: theme.spacing(0.25, 0) },
  }),
  name: css({ overflowWrap: 'anywhere' }),
});
