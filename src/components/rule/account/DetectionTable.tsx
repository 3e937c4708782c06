import type { ReactNode } from 'react';
import { dateTimeFormat } from '@grafana/data';
import { DetectionPageLink } from '../../shared/DetectionPageLink';
import { DataTable } from '../../shared/table/DataTable';
import type { Detection, FoundEvent } from './detections';

interface Props {
  readonly label: string;
  /** Id of the rule that they are of; absent for one that is being written. */
  readonly rule?: string;
  readonly detections: readonly Detection[];
  actionsFor?(event: FoundEvent): ReactNode;
}

/** Detections, and which values made each of them one. */
export function DetectionTable({ label, rule, detections, actionsFor }: Props) {
  const columns = ['Time', 'Event', 'Principal', 'Address', 'Where', 'Why it matched'];
  return (
    <DataTable
      label={label}
      columns={actionsFor ? [...columns, 'Actions'] : columns}
      rows={detections.map((detection) => [
        <span key="time" style={{ whiteSpace: 'nowrap' }}>
          <DetectionPageLink row={detection} rule={rule}>
            {dateTimeFormat(detection.timeMs)}
          </DetectionPageLink>
        </span>,
        detection.event,
        detection.principal,
        <span key="address" style={{ whiteSpace: 'nowrap' }}>
          {detection.sourceIPAddress}
        </span>,
        detection.where,
        detection.reasons.map((reason) => <div key={reason}>{reason}</div>),
        ...(actionsFor ? [actionsFor(detection)] : []),
      ])}
    />
  );
}
