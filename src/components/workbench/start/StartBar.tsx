import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button, Combobox, InlineLabel, Modal, Stack } from '@grafana/ui';
import type { RulesResponse } from '../../../contract/resources';
import { workbenchLink, type WorkbenchStart } from '../../shared/appLinks';
import { getResource } from '../../shared/dataSources';
import { usePageParams } from '../../shared/pageParams';
import type { ChosenEvent } from '../event/chosenEvent';
import { EventForm } from '../event/EventForm';

interface Props {
  readonly uid: string;
  /** An event that was pasted: no address names it. */
  onPasted(event: ChosenEvent): void;
}

/** Where a rule may begin: anew, from another rule, from an event. */
export function StartBar({ uid, onPasted }: Props) {
  const navigate = useNavigate();
  const common = usePageParams();
  const [asking, setAsking] = useState(false);
  const begin = (start: WorkbenchStart) => navigate(workbenchLink(start, common));
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <Button variant="secondary" icon="plus" onClick={() => begin({})}>
        New rule
      </Button>
      <Button variant="secondary" icon="file-alt" onClick={() => setAsking(true)}>
        From an event
      </Button>
      <Stack gap={0}>
        <InlineLabel width="auto" htmlFor="sigtrail-copied-rule">
          Copy of
        </InlineLabel>
        <Combobox
          id="sigtrail-copied-rule"
          width={32}
          placeholder="Choose a rule"
          value={null}
          options={(input) => ruleOptions(uid, input)}
          onChange={({ value }) => begin({ rule: value })}
        />
      </Stack>
      <Modal title="A rule from an event" isOpen={asking} onDismiss={() => setAsking(false)}>
        <EventForm
          uid={uid}
          id="sigtrail-start-event"
          action="Make a rule from it"
          onEvent={(event) => {
            // Refused where nothing can be made of it: then the form says why.
            onPasted(event);
            setAsking(false);
          }}
        />
      </Modal>
    </Stack>
  );
}

const MOST_OPTIONS = 100;

async function ruleOptions(uid: string, input: string) {
  const { rules } = await getResource<RulesResponse>(uid, 'rules', input === '' ? {} : { q: input });
  return rules.slice(0, MOST_OPTIONS).map(({ id, title, level }) => ({ value: id, label: title, description: level }));
}
