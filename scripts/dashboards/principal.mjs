import { dashboardLinks, toAccessKey, UIDS } from './links.mjs';
import {
  bar,
  dashboard,
  detectionsTable,
  eventsTable,
  logs,
  row,
  rulesByMatches,
  severitySeries,
  stackedBars,
  table,
  width,
} from './panels.mjs';
import { events, fromPanel, queriesOn } from './queries.mjs';
import { bySeverityOverTime, byCall, perHourByService } from './transformations.mjs';
import { topTables } from './top.mjs';
import { accessKey, accounts, datasource, onePrincipal, regions, userName } from './variables.mjs';

const theirs = { field: 'principal', operator: '=', value: '${principal}' };
const { overTime, counts, detections } = queriesOn({ filters: [theirs] });
/** No event is of no key: without one nothing is found, instead of all events that no key signed. */
const ofKey = [
  { field: 'userIdentity.accessKeyId', operator: '=', value: '${accessKey}' },
  { field: 'userIdentity.accessKeyId', operator: '=~', value: '.+' },
];
const NONE = 'No rule has matched this principal in this time range';
const NO_EVENTS = 'No events. CloudTrail looks up the user name above: enter it if it is empty';
const NO_KEY_EVENTS = 'No events. Enter an access key above, or choose one of the keys in detections';
const KEY_LABEL = 'userIdentity_accessKeyId';
/** Panels that show what others have asked for name these. */
const [EVENTS, KEY_EVENTS] = [101, 102];
const LIMIT = 1000;
const NEWEST = `The newest ${LIMIT} events.`;

const top = topTables(counts, NONE);

const calls = (title, at, panelId, noValue) =>
  table(title, at, {
    description: NEWEST,
    targets: [fromPanel(panelId)],
    transformations: byCall,
    noValue,
    overrides: [bar('events', 120), width('last', 170)],
  });
const perHour = (title, at, panelId, noValue) =>
  stackedBars(title, at, {
    description: NEWEST,
    targets: [fromPanel(panelId)],
    transformations: perHourByService,
    noValue,
  });

export const principal = dashboard({
  uid: UIDS.principal,
  title: 'Sigma for CloudTrail: principal',
  description: 'What a principal or an access key did: detections and all of its events.',
  links: dashboardLinks('principal'),
  variables: [datasource, onePrincipal, userName, accessKey, accounts, regions],
  from: 'now-24h',
  panels: [
    row('Detections of ${principal}', 0),
    stackedBars('Detections by severity', [0, 1, 14, 9], {
      targets: [overTime()],
      transformations: bySeverityOverTime,
      noValue: NONE,
      overrides: severitySeries,
    }),
    rulesByMatches('Rules', [14, 1, 10, 9], { targets: [counts()], noValue: NONE }),
    top('Keys in detections', [0, 10, 8, 7], 'userIdentity.accessKeyId', KEY_LABEL, toAccessKey),
    top('Source addresses', [8, 10, 8, 7], 'sourceIPAddress', 'sourceIPAddress'),
    top('Regions', [16, 10, 8, 7], 'region', 'region'),
    detectionsTable('Its detections', [0, 17, 24, 9], {
      targets: [detections(500)],
      noValue: NONE,
      hidden: ['principal'],
    }),
    row('All that ${principal} did', 26),
    perHour('Events per hour by service', [0, 27, 14, 9], EVENTS, NO_EVENTS),
    calls('Calls', [14, 27, 10, 9], EVENTS, NO_EVENTS),
    eventsTable('Events', [0, 36, 24, 11], {
      id: EVENTS,
      description: 'LookupEvents by the user name; of those, the principal’s.',
      targets: [events(LIMIT, { lookup: { attribute: 'Username', value: '${user}' }, filters: [theirs] })],
      noValue: NO_EVENTS,
    }),
    row('All that was done with the access key ${accessKey}', 47),
    perHour('Events per hour by service', [0, 48, 14, 9], KEY_EVENTS, NO_KEY_EVENTS),
    calls('Calls', [14, 48, 10, 9], KEY_EVENTS, NO_KEY_EVENTS),
    eventsTable('Events with the key', [0, 57, 24, 11], {
      id: KEY_EVENTS,
      description: 'LookupEvents by the access key.',
      targets: [events(LIMIT, { lookup: { attribute: 'AccessKeyId', value: '${accessKey}' } })],
      noValue: NO_KEY_EVENTS,
    }),
    logs('Detections with the key', [0, 68, 24, 9], {
      targets: [queriesOn({ filters: ofKey }).detections(100, 'logs')],
      noValue: 'No detections with this key',
    }),
  ],
});
