import { dateTimeFormat } from '@grafana/data';
import { jsonText } from './recordTree';
import { jsonObject, textAt, valueAt, type EventRow, type JsonObject } from './rows';

/** One line about an event: what it is called, what it says. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}
/** The five questions that are asked of an event. */
export interface FactGroup {
  readonly title: 'Who' | 'What' | 'From where' | 'When' | 'Result';
  readonly facts: readonly Fact[];
}

/** Parameters and resources that are told; the record has them all. */
const MOST = 8;
const LONGEST = 200;

/** What an event says, by the questions that are asked of it. Missing members are left out. */
export function factsOf(event: EventRow): FactGroup[] {
  const { record } = event;
  const at = (path: string) => textAt(record, path);
  const groups: Array<[FactGroup['title'], Array<[string, string | undefined]>]> = [
    [
      'Who',
      [
        ['Principal', event.principal],
        ['Type', at('userIdentity.type')],
        ['Account', at('userIdentity.accountId')],
        ['Access key', at('userIdentity.accessKeyId')],
        ['Role', at('userIdentity.sessionContext.sessionIssuer.arn')],
        ['Session since', at('userIdentity.sessionContext.attributes.creationDate')],
        ['Second factor', mfaOf(record)],
        ['Invoked by', at('userIdentity.invokedBy')],
        ['Federated by', at('userIdentity.identityProvider')],
      ],
    ],
    [
      'What',
      [
        ['Event', `${event.eventSource} ${event.eventName}`],
        ['Access', accessOf(record)],
        ...parametersOf(record),
        ...resourcesOf(record),
      ],
    ],
    [
      'From where',
      [
        ['Address', event.address],
        ['User agent', at('userAgent')],
        ['VPC endpoint', at('vpcEndpointId')],
        ['TLS', at('tlsDetails.tlsVersion')],
      ],
    ],
    [
      'When',
      [
        ['Time', dateTimeFormat(event.timeMs)],
        ['UTC', new Date(event.timeMs).toISOString().replace('.000Z', 'Z')],
        ['Account', event.account],
        ['Region', event.region],
        ['Event id', event.eventId],
      ],
    ],
    ['Result', resultOf(event)],
  ];
  return groups.map(([title, facts]) => ({
    title,
    facts: facts.flatMap(([name, value]) => (value ? [{ name, value: shortened(value) }] : [])),
  }));
}

/** What came of the call, in a word or two. */
export function outcomeOf({ errorCode, record }: Pick<EventRow, 'errorCode' | 'record'>): string {
  const signIn = textAt(record, 'responseElements.ConsoleLogin');
  return errorCode !== '' ? `Failed: ${errorCode}` : signIn === 'Failure' ? 'Failed: sign-in refused' : 'Succeeded';
}

function resultOf(event: EventRow): Array<[string, string | undefined]> {
  const answer = Object.entries(jsonObject(event.record.responseElements));
  return [
    ['Outcome', outcomeOf(event)],
    ['Message', textAt(event.record, 'errorMessage')],
    ...answer.slice(0, MOST).map(([name, value]): [string, string] => [name, shown(value)]),
  ];
}

function mfaOf(record: JsonObject): string | undefined {
  const used =
    textAt(record, 'userIdentity.sessionContext.attributes.mfaAuthenticated') ??
    textAt(record, 'additionalEventData.MFAUsed');
  return used === undefined ? undefined : /^(?:true|yes)$/i.test(used) ? 'used' : 'not used';
}

function accessOf({ readOnly }: JsonObject): string | undefined {
  return readOnly === true ? 'reads' : readOnly === false ? 'changes' : undefined;
}

function parametersOf(record: JsonObject): Array<[string, string]> {
  return Object.entries(jsonObject(record.requestParameters))
    .slice(0, MOST)
    .map(([name, value]) => [name, shown(value)]);
}

function resourcesOf(record: JsonObject): Array<[string, string | undefined]> {
  const resources = valueAt(record, 'resources');
  return (Array.isArray(resources) ? resources.slice(0, MOST) : []).map((resource) => [
    'Resource',
    textAt(resource, 'ARN') ?? textAt(resource, 'arn') ?? shown(resource),
  ]);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : jsonText(value);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
