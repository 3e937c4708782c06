import { useEffect, useState } from 'react';
import { locationService } from '@grafana/runtime';
import { ConfirmModal } from '@grafana/ui';

/** What is used of Grafana's location service, whose own types are of a package that it does not bring along. */
interface Target {
  readonly pathname: string;
  readonly search: string;
}
interface History {
  block(ask: (next: Target) => false | undefined): () => void;
}

/** Asks before unsaved work is left: by a link, by the browser's buttons, by closing the page. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const [target, setTarget] = useState<Target>();
  const [leaving, setLeaving] = useState(false);
  const active = unsaved && !leaving;
  useEffect(() => {
    if (!active) {
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    const unblock = (locationService.getHistory() as History).block((next) => {
      if (isHere(next)) {
        return undefined;
      }
      setTarget(next);
      return false;
    });
    return () => {
      window.removeEventListener('beforeunload', ask);
      unblock();
    };
  }, [active]);
  useEffect(() => {
    // Only now is nothing in the way any more.
    if (leaving && target) {
      locationService.push(target);
    }
  }, [leaving, target]);
  return (
    <ConfirmModal
      isOpen={active && target !== undefined}
      title="Leave the workbench?"
      body="The rule has changes that are not saved. This browser keeps them as a draft, and shows it when you start from the same rule or event again."
      confirmText="Leave"
      dismissText="Stay"
      confirmVariant="primary"
      onConfirm={() => setLeaving(true)}
      onDismiss={() => setTarget(undefined)}
    />
  );
}

/** Same page and same beginning: only the data source or the like changes. */
function isHere(next: Target): boolean {
  const here: Target = locationService.getLocation();
  const [a, b] = [here, next].map(({ search }) => new URLSearchParams(search));
  return (
    here.pathname === next.pathname &&
    ['rule', 'event', 'suppress', 'edit'].every((name) => a.get(name) === b.get(name))
  );
}
