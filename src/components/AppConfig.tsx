import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { LinkButton, Stack, Text, TextLink } from '@grafana/ui';
import { APP_ID } from '../contract/ids';
import { sigtrailDataSources } from './shared/dataSources';

/** The app has no settings of its own: everything is set on a data source. */
export function AppConfig(_: PluginConfigPageProps<AppPluginMeta>) {
  const dataSources = sigtrailDataSources();
  return (
    <Stack direction="column" gap={2}>
      <Text element="h2" variant="h4">
        Data sources
      </Text>
      <p>
        Accounts, regions, credentials and rule folders are settings of a data source of the type “CloudTrail (Sigma)”.
        Its credentials need one permission, <code>cloudtrail:LookupEvents</code>.
      </p>
      {dataSources.length === 0 ? (
        <p>There is none yet.</p>
      ) : (
        <ul style={{ paddingLeft: 20 }}>
          {dataSources.map(({ uid, name }) => (
            <li key={uid}>
              <TextLink href={`/connections/datasources/edit/${uid}`} inline>
                {name}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
      <Stack gap={1}>
        <LinkButton icon="plus" href="/connections/datasources/new">
          Add a data source
        </LinkButton>
        <LinkButton variant="secondary" href={`/a/${APP_ID}/rules`}>
          Open the rules
        </LinkButton>
      </Stack>
    </Stack>
  );
}
