import { Alert } from '@grafana/ui';
import type { TrailFieldsResponse } from '../../contract/resources';
import { getResource, sigtrailDataSources } from './dataSources';
import { RuleLink } from './RuleLink';
import { useRequest } from './useRequest';

const SHOWN = 50;

interface Props {
  readonly uid: string;
  /** One rule; absent: all that are enabled. */
  readonly id?: string;
}

/**
 * Says which fields of rules the trail's table has no column for. Nothing while that is not known, and where there is no
 * trail: the page does not wait for it, nor fail with it.
 */
export function TrailFields({ uid, id }: Props) {
  const jsonData = sigtrailDataSources().find((one) => one.uid === uid)?.jsonData;
  const hasTrail = jsonData !== undefined && 'trail' in jsonData && Boolean(jsonData.trail);
  const { value } = useRequest(hasTrail ? `${uid} ${id ?? ''}` : undefined, (signal) =>
    getResource<TrailFieldsResponse>(uid, 'trail-fields', id === undefined ? {} : { id }, signal)
  );
  if (!value) {
    return null;
  }
  const { table = '', rules, notices } = value;
  return (
    <>
      {notices.map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
      {rules.length > 0 && (
        <Alert
          severity="warning"
          title={
            id === undefined
              ? `The trail's table has no column for fields that ${rules.length === 1 ? '1 rule looks' : `${rules.length} rules look`} at`
              : "The trail's table has no column for some of this rule's fields"
          }
        >
          <p>
            {`Events of ${table} come without them, so predicates on them meet nothing: a rule finds less there, or does not exclude what it would. “sigtrail trail-ddl” prints a table that has all fields.`}
          </p>
          <ul style={{ margin: '0 0 0 16px' }}>
            {rules.slice(0, SHOWN).map((rule) => (
              <li key={rule.id} style={{ overflowWrap: 'anywhere' }}>
                {id === undefined && (
                  <>
                    <RuleLink id={rule.id} title={rule.title} />
                    {': '}
                  </>
                )}
                {rule.fields.join(', ')}
              </li>
            ))}
            {rules.length > SHOWN && <li>{`and ${rules.length - SHOWN} more rules`}</li>}
          </ul>
        </Alert>
      )}
    </>
  );
}
