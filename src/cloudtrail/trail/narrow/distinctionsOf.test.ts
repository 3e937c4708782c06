import { awsTable } from '../testing/awsTable';
import { distinctionsOf } from './distinctionsOf';
import { rulesOf, sel } from './testing/ruleSets';

const table = awsTable();
/** A place of AWS's table as SQL. */
const columnOf = (path: string) => path.replace(/[^.]+/g, (name) => `"${name.toLowerCase()}"`);
/** What is selected for a place, by rules of these selections. */
const selected = (path: string, selections: readonly string[], asked: readonly string[] = []) =>
  distinctionsOf(rulesOf(...selections.map((body) => sel(`{${body}}`))), asked, table).select(path, columnOf(path));
const STOP = "eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, requestParameters.name|contains: 'x'";
const USER = "eventName: CreateUser, requestParameters.userName|startswith: 'a', userAgent|contains: 'x'";

describe('kinds of events for which a value matters', () => {
  it('are told by the names and sources of the rules that look at it', () => {
    expect(selected('userAgent', [STOP, USER])).toBe(
      `IF(lower("eventname") = 'createuser' AND lower("useragent") LIKE '%x%', "useragent", NULL)`
    );
    const parameters = selected('requestParameters', [STOP, USER]);
    expect(parameters).toContain(`lower("eventname") = 'createuser'`);
    expect(parameters).toContain(`'cloudtrail.amazonaws.com'`);
  });

  it('are all where a rule asks for neither, or for a name that both sides do not fold alike', () => {
    for (const [more, test] of [
      ["userAgent|endswith: 'y'", "LIKE '%y'"],
      ["eventName: 'Größe', userAgent: y", "= 'y'"],
    ] as const) {
      expect(selected('userAgent', [USER, more])).toContain(`LIKE '%x%') OR lower("useragent") ${test}, `);
    }
  });

  it('are all that is told where a rule of these kinds may ask for any value', () => {
    const any = 'eventName: A, requestParameters.b: null';
    expect(selected('requestParameters', [any])).toBe(`IF(lower("eventname") = 'a', "requestparameters", NULL)`);
    expect(selected('requestParameters', [any, "requestParameters.c: 'x'"])).toMatch(
      /^IF\(lower\("eventname"\) = 'a' OR lower\("requestparameters"\) LIKE /
    );
    expect(selected('readOnly', ['eventName: A, readOnly: true'])).toContain('eventname');
  });

  it('are of the member of a struct that a rule looks at, not of its neighbours', () => {
    const rules = ['eventName: A, userIdentity.arn: x', 'userIdentity.type: y'];
    expect(selected('userIdentity.arn', rules)).toContain(`lower("eventname") = 'a'`);
    expect(selected('userIdentity.type', rules)).not.toContain('eventname');
  });
});

describe('values that are alike', () => {
  it('are those that no rule asks for', () => {
    expect(selected('userAgent', ["userAgent|contains: 'x'", "userAgent: ['y', 'zz']"])).toBe(
      `IF(lower("useragent") LIKE '%x%' OR lower("useragent") IN ('y', 'zz'), "useragent", NULL)`
    );
    expect(selected('eventName', [STOP, USER])).toBe(
      `IF(lower("eventname") IN ('createuser', 'stoplogging'), "eventname", NULL)`
    );
  });

  it('are texts still where a rule asks whether there is one', () => {
    for (const presence of ['errorCode: null', 'errorCode|exists: true', "errorCode: '*'"]) {
      expect(selected('errorCode', ['errorCode: Denied', presence])).toBe(
        `IF("errorcode" IS NULL OR lower("errorcode") = 'denied', "errorcode", '-')`
      );
    }
  });

  it('are nothing for other kinds of events, be there a text or not', () => {
    const ofKind = ['eventName: A, errorCode: null', 'eventName: A, errorCode: x'];
    expect(selected('errorCode', ofKind)).toBe(
      `IF(lower("eventname") = 'a', IF("errorcode" IS NULL OR lower("errorcode") = 'x', "errorcode", '-'))`
    );
    expect(selected('errorCode', [...ofKind, 'errorCode: y'])).toBe(
      `IF("errorcode" IS NULL OR (lower("eventname") = 'a' AND lower("errorcode") = 'x') OR lower("errorcode") = 'y', "errorcode", '-')`
    );
    expect(selected('errorCode', ["eventName: A, errorCode: null, errorCode|re: '.'"])).toBe(
      `IF(lower("eventname") = 'a', "errorcode", NULL)`
    );
  });

  it('are not stood for by a text that a rule asks for', () => {
    expect(selected('errorCode', ['errorCode: null', "errorCode: ['-', '~']"])).toMatch(/, '#'\)$/);
    expect(selected('errorCode', ['errorCode: null', "errorCode|re: '^.?$'"])).toMatch(/, 'other'\)$/);
    expect(selected('errorCode', ['errorCode: null', "errorCode|re: '.'"])).toBe('"errorcode"');
  });

  it('matter where they are compared with another field, for the kinds of events that the rule asks for', () => {
    const compared = 'eventName: Update, userIdentity.arn|fieldref: sourceIPAddress';
    for (const path of ['userIdentity.arn', 'sourceIPAddress']) {
      const sql = columnOf(path);
      expect(selected(path, [compared, `${path}|contains: 'x'`])).toBe(
        `IF(lower("eventname") = 'update' OR lower(${sql}) LIKE '%x%', ${sql}, NULL)`
      );
    }
    expect(selected('sourceIPAddress', ['userIdentity.arn|fieldref: sourceIPAddress'])).toBe('"sourceipaddress"');
  });

  it('all matter where a rule asks of JSON whether something is not there', () => {
    expect(selected('requestParameters', ["requestParameters.a: 'x'", 'requestParameters.b: null'])).toBe(
      '"requestparameters"'
    );
    expect(selected('requestParameters', ["requestParameters.a: 'x'", 'requestParameters.b|exists: false'])).toBe(
      '"requestparameters"'
    );
  });

  it('all matter where nothing is known of what a rule asks', () => {
    expect(selected('readOnly', ['readOnly: true'])).toBe('"readonly"');
    expect(selected('eventTime', ["eventTime|startswith: '2026'"])).toBe('"eventtime"');
  });
});

describe('distinctions', () => {
  it('are kept for what is asked for itself, within it and around it', () => {
    expect(selected('userAgent', [USER], ['userAgent'])).toBe('"useragent"');
    expect(selected('requestParameters', [USER], ['requestParameters.x'])).toBe('"requestparameters"');
    expect(selected('userIdentity.arn', ['userIdentity.arn: x'], ['userIdentity'])).toBe('"useridentity"."arn"');
  });

  it('are all kept where a rule looks for keywords', () => {
    const rules = rulesOf(sel('{userAgent: x}'), 'k: [word]\n  condition: k');
    expect(distinctionsOf(rules, [], table).select('userAgent', '"useragent"')).toBe('"useragent"');
  });

  it('of an empty struct are kept where a rule looks at the struct itself', () => {
    const shows = (...bodies: string[]) =>
      distinctionsOf(rulesOf(...bodies.map((body) => sel(`{${body}}`))), [], table).showsStruct('userIdentity');
    expect(shows('userIdentity.arn: null')).toBe(false);
    expect(shows('userIdentity.arn: null', 'userIdentity: null')).toBe(true);
  });

  it('take no more text than a statement has room for: the longest are left out', () => {
    const many = Array.from(
      { length: 1500 },
      (_, index) => `eventName: SomeRatherLongNameOfAnEvent${index}, userAgent: x`
    );
    const rules = [...many, 'eventName: Short, errorCode: y'];
    expect(selected('userAgent', rules)).toBe(`IF(lower("useragent") = 'x', "useragent", NULL)`);
    expect(selected('eventName', rules)).toBe('"eventname"');
    expect(selected('errorCode', rules)).toContain(`'short'`);
  });
});
