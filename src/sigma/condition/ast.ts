/** Offsets into the condition's text, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `1` and `any` mean the same. */
export type Quantifier = '1' | 'any' | 'all';

export type ConditionNode = ConditionGroup | ConditionNot | ConditionName | ConditionSelector;

export interface ConditionGroup extends Span {
  readonly kind: 'and' | 'or';
  /** Two or more. */
  readonly of: readonly ConditionNode[];
}
export interface ConditionNot extends Span {
  readonly kind: 'not';
  readonly of: ConditionNode;
}
/** A detection's name. */
export interface ConditionName extends Span {
  readonly kind: 'name';
  readonly name: string;
}
/** `1 of selection_*`; the pattern `them` means every detection. */
export interface ConditionSelector extends Span {
  readonly kind: 'selector';
  readonly quantifier: Quantifier;
  readonly pattern: string;
}

export interface ConditionFault extends Span {
  readonly code:
    | 'condition-syntax'
    | 'condition-aggregation'
    | 'condition-too-large'
    | 'condition-unknown-name'
    | 'condition-empty-selector';
  readonly message: string;
}

export type ConditionResult =
  | { readonly node: ConditionNode; readonly fault?: undefined }
  | { readonly node?: undefined; readonly fault: ConditionFault };
