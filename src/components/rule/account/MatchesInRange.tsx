import { Loaded } from '../../shared/Loaded';
import { Cost } from './Cost';
import { Matches, type MatchesProps } from './Matches';
import { useEstimate } from './useEstimate';

/** What looking for a rule's matches takes, and the matches. */
export function MatchesInRange(props: MatchesProps) {
  const { uid, rule, range } = props;
  const estimate = useEstimate(uid, rule, range);
  return (
    <Loaded request={estimate} what="estimate">
      {(value) => (
        <>
          <Cost estimate={value} />
          {/* Anew for another range: the last one's answers must not stand under the new one's name. */}
          <Matches key={`${range.fromMs} ${range.toMs}`} {...props} estimate={value} />
        </>
      )}
    </Loaded>
  );
}
