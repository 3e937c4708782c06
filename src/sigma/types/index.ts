export type * from './expression';
export type * from './predicate';
export type * from './problem';
export type * from './rule';
