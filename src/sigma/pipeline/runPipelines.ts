import type { Draft, DraftItem } from '../lower/draft';
import type { Processing } from '../parse/context';
import type { SigmaValue } from '../value/sigmaValue';
import { PipelineFault, type DraftRule, type Pipeline, type Step } from './types';

/** Values that the steps of all pipelines may make for one rule. */
const MAX_VALUES = 500_000;

/** Pipelines at work on one rule, in the order of their priorities. `logsource` is the rule's afterwards. */
export function startProcessing(
  pipelines: readonly Pipeline[],
  start: Pick<DraftRule, 'kind' | 'metadata' | 'logsource' | 'location'>
): Processing & { readonly logsource: () => DraftRule['logsource'] } {
  const rule: DraftRule = {
    ...start,
    detections: new Map(),
    added: [],
    state: new Map(),
    applied: new Set(),
    vars: {},
    budget: MAX_VALUES,
  };
  return {
    logsource: () => rule.logsource,
    added: () => rule.added,
    process: (detections, report) => {
      rule.detections = detections;
      try {
        for (const pipeline of pipelines) {
          rule.vars = { ...rule.vars, ...pipeline.vars };
          pipeline.steps.forEach((step) => applyStep(step, rule));
        }
      } catch (fault) {
        if (!(fault instanceof PipelineFault)) {
          throw fault;
        }
        const message = `A processing pipeline refuses the rule: ${fault.message}`;
        report.error('pipeline-failure', fault.location ?? rule.location, message, 'detection');
      }
      return rule.detections;
    },
  };
}

function applyStep(step: Step, rule: DraftRule): void {
  if (!step.ruleCondition(rule)) {
    return;
  }
  const { onRule, onItem, onField } = step.transformation;
  onRule?.(rule);
  if (onItem || onField) {
    const detections = new Map<string, Draft>();
    for (const [name, draft] of rule.detections) {
      const changed = changeDraft(draft, step, rule);
      if (!changed) {
        throw new PipelineFault(
          `nothing is left of the detection "${name}", so its condition has no meaning. Narrow the step that drops items.`,
          draft.location
        );
      }
      detections.set(name, changed);
    }
    rule.detections = detections;
    rule.added = rule.added.flatMap(({ name, draft }) => {
      const changed = changeDraft(draft, step, rule);
      return changed ? [{ name, draft: changed }] : [];
    });
  }
  if (step.id !== undefined) {
    rule.applied.add(step.id);
  }
}

function changeDraft(draft: Draft, step: Step, rule: DraftRule): Draft | undefined {
  if (draft.op === 'item') {
    return changeItem(draft, step, rule);
  }
  if (draft.op === 'not') {
    const of = changeDraft(draft.of, step, rule);
    return of && { ...draft, of };
  }
  const of = draft.of.map((part) => changeDraft(part, step, rule)).filter((part) => part !== undefined);
  // An alternative of which nothing is left would always hold.
  if (draft.op === 'or' && of.length < draft.of.length) {
    throw new PipelineFault(
      'all of one alternative of a list is dropped. Narrow the step that drops items.',
      draft.location
    );
  }
  return of.length === 0 ? undefined : { ...draft, of };
}

function changeItem(item: DraftItem, step: Step, rule: DraftRule): Draft | undefined {
  const { onItem, onField } = step.transformation;
  if (!step.itemCondition(item, rule)) {
    return item;
  }
  const concerned = step.fieldCondition(item.field, rule, item);
  const mark = (changed: DraftItem): DraftItem =>
    step.id === undefined ? changed : { ...changed, applied: new Set([...(changed.applied ?? []), step.id]) };
  if (onField) {
    const rename = (field: string): readonly string[] =>
      step.fieldCondition(field, rule, item) ? onField(field, rule) : [field];
    const values = item.values.map((value) => renameReferences(value, rename));
    const names = concerned && item.field !== undefined ? onField(item.field, rule) : undefined;
    if (names === undefined || (names.length === 1 && names[0] === item.field)) {
      return { ...item, values };
    }
    spend(rule, names.length * Math.max(1, values.length), item);
    return alternatives(
      names.map((field) => mark({ ...item, field, values })),
      item
    );
  }
  if (!concerned || !onItem) {
    return item;
  }
  const changed = onItem(item, rule);
  spend(rule, changed?.op === 'item' ? countValues(changed.values) : 0, item);
  return changed?.op === 'item' ? mark(changed) : changed;
}

function countValues(values: readonly SigmaValue[]): number {
  return values.reduce((sum, value) => sum + (value.type === 'expansion' ? countValues(value.values) : 1), 0);
}

function spend(rule: DraftRule, values: number, { location }: DraftItem): void {
  rule.budget -= values;
  if (rule.budget < 0) {
    throw new PipelineFault(
      `its steps make more than ${MAX_VALUES} values of this rule. Map fields and values to fewer ones.`,
      location
    );
  }
}

/** Several names of one field: any of them may hold the value; a negated item must hold for all. */
function alternatives(items: readonly DraftItem[], { location, negated }: DraftItem): Draft {
  const [only] = items;
  if (!only) {
    throw new PipelineFault(
      'a field is mapped to no name at all. Give it one, or leave it out of the mapping.',
      location
    );
  }
  return items.length === 1 ? only : { op: negated ? 'and' : 'or', of: items, location };
}

function renameReferences(value: SigmaValue, rename: (field: string) => readonly string[]): SigmaValue {
  if (value.type === 'expansion') {
    return { ...value, values: value.values.map((inner) => renameReferences(inner, rename)) };
  }
  if (value.type !== 'fieldref') {
    return value;
  }
  const values = rename(value.field).map((field): SigmaValue => ({ ...value, field }));
  return values.length === 1 && values[0] ? values[0] : { type: 'expansion', values };
}
