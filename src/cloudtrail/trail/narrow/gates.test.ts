import { loadRuleSet } from '../../../sigma';
import { awsTable } from '../testing/awsTable';
import { gatesOf } from './gates';

const rules = (...detections: string[]) =>
  loadRuleSet(
    detections.map((detection, index) => ({
      file: `${index}.yml`,
      text: `title: Rule ${index}\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  s: {${detection}}\n  condition: s\n`,
    }))
  ).rules;
const STOP = "eventSource: cloudtrail.amazonaws.com, eventName: StopLogging, requestParameters.name|contains: 'x'";
const USER = "eventName: CreateUser, requestParameters.userName|startswith: 'a', userAgent|contains: 'x'";

describe('when a member of the record matters', () => {
  it('is told by the names and sources of the rules that read it', () => {
    const gates = gatesOf(rules(STOP, USER), [], awsTable());
    expect([...gates.keys()].sort()).toEqual(['requestParameters', 'userAgent']);
    expect(gates.get('userAgent')).toBe(`lower("eventname") = 'createuser'`);
    expect(gates.get('requestParameters')).toContain(`lower("eventname") = 'createuser'`);
    expect(gates.get('requestParameters')).toContain(`'cloudtrail.amazonaws.com'`);
  });

  it('is always where a rule that reads it asks for neither, or it is asked for itself', () => {
    expect(gatesOf(rules(STOP, "requestParameters.name: 'y'"), [], awsTable()).size).toBe(0);
    expect(gatesOf(rules(USER), ['userAgent'], awsTable()).has('userAgent')).toBe(false);
    expect(gatesOf(rules(USER), ['requestParameters.x'], awsTable()).has('requestParameters')).toBe(false);
  });

  it('is always where a name is not of letters that both sides fold alike', () => {
    expect(gatesOf(rules("eventName: 'Größe', userAgent: x"), [], awsTable()).size).toBe(0);
  });

  it('never leaves out what tells events apart', () => {
    const gates = gatesOf(rules('eventName: A, eventTime: x, eventID: y, eventSource: z'), [], awsTable());
    expect(gates.size).toBe(0);
  });

  it('is told by no more text than a statement has room for: the longest are left out', () => {
    const many = Array.from(
      { length: 1500 },
      (_, index) => `eventName: SomeRatherLongNameOfAnEvent${index}, userAgent: x`
    );
    const gates = gatesOf(rules(...many, 'eventName: Short, errorCode: y'), [], awsTable());
    expect([...gates.keys()]).toEqual(['errorCode']);
  });
});
