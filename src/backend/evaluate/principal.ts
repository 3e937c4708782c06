import type { EventView } from './eventView';

/** The fields of a record that tell who acted. */
export const PRINCIPAL_FIELDS = [
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.invokedBy',
  'userIdentity.principalId',
  'userIdentity.type',
];

/** Who acted, as a person would name them: the ARN, else the user's name, the service, or the envelope's user name. */
export function principalOf(event: EventView): string {
  return (
    event.text('userIdentity.arn') ??
    event.text('userIdentity.userName') ??
    event.text('userIdentity.invokedBy') ??
    event.text('userIdentity.principalId') ??
    event.row.username ??
    event.text('userIdentity.type') ??
    ''
  );
}

/** The account that the event belongs to: the record's, else where it was looked up. */
export function accountOf(event: EventView): string {
  return event.text('recipientAccountId') ?? event.part.place.account;
}

/** The region that the event happened in: the record's, else where it was looked up. */
export function regionOf(event: EventView): string {
  return event.text('awsRegion') ?? event.part.place.region;
}
