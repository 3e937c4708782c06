import { Loaded } from '../../shared/Loaded';
import { Cost } from './Cost';
import { Matches, type MatchesProps } from './Matches';
import { useEstimate } from './useEstimate';

/** What looking for a rule's matches takes, and the matches. */
export function MatchesInRange(props: MatchesProps) {
  const { uid, rule, look } = props;
  const estimate = useEstimate(uid, rule, look);
  return (
    <Loaded request={estimate} what="estimate">
      {(value) => (
        <>
          <Cost estimate={value} />
          {/* Anew for another range: what was agreed to for one is not for a longer one. */}
          <Matches key={look.choice} {...props} estimate={value} />
        </>
      )}
    </Loaded>
  );
}
