import { checkRuleSet } from '../check/checkRuleSet';
import { loadRuleSet } from '../collection/loadRuleSet';
import type { ProblemCode } from '../parse/codes';
import { yamlOf } from './yamlOf';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface ValidatorVector {
  readonly description: string;
  readonly rule: unknown;
  readonly issues: ReadonlyArray<{ readonly validator: string; readonly issue: string }>;
}

/** pySigma's issues and the codes that say the same here. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  AllOfThemConditionIssue: 'all-of-them',
  AllWithoutContainsModifierIssue: 'all-without-contains',
  Base64OffsetWithoutContainsModifierIssue: 'base64offset-without-contains',
  ControlCharacterIssue: 'control-character',
  CustomAttributesIssue: 'misspelt-member',
  DanglingConditionIssue: 'condition-empty-selector',
  DanglingDetectionIssue: 'dangling-detection',
  DoubleWildcardIssue: 'double-wildcard',
  DuplicateFilenameIssue: 'duplicate-file-name',
  DuplicateReferencesIssue: 'duplicate-reference',
  DuplicateTagIssue: 'duplicate-tag',
  DuplicateTitleIssue: 'duplicate-title',
  EscapedWildcardIssue: 'escaped-wildcard',
  FieldnameLogsourceIssue: 'log-source-member',
  FilenameLengthIssue: 'file-name-length',
  IdentifierCollisionIssue: 'duplicate-id',
  IdentifierExistenceIssue: 'missing-id',
  InvalidATTACKTagIssue: 'tag-name',
  InvalidD3FENDagIssue: 'tag-name',
  InvalidNamespaceTagIssue: 'tag-namespace',
  InvalidPatternTagIssue: 'tag-name',
  InvalidTagFormatIssue: 'tag-format',
  InvalidTLPTagIssue: 'tag-name',
  ModifierAppliedMultipleIssue: 'modifier-repeated',
  NumberAsStringIssue: 'number-as-string',
  SpecificInsteadOfGenericLogsourceIssue: 'specific-log-source',
  ThemConditionWithSingleDetectionIssue: 'them-with-single-detection',
  WildcardInsteadOfEndswithIssue: 'wildcards-instead-of-modifier',
  WildcardInsteadOfStartswithIssue: 'wildcards-instead-of-modifier',
  WildcardsInsteadOfContainsModifierIssue: 'wildcards-instead-of-modifier',
  WindowsDashCombinedWithAllModifierIssue: 'windash-with-all',
};
const COMPARED = new Set<string>(Object.values(CODES));
/** TLP has two versions that exclude each other's names; tags of either are good here (`tlptag`). */
const NOT_CHECKED = ['tlpv1_tag', 'tlpv2_tag'];

const REFUSED_HERE: readonly string[] = ['modifier-type', 'null-in-list', 'null-keyword'];

function check(vector: ValidatorVector): string | undefined {
  const set = loadRuleSet([{ file: 'text', text: yamlOf(vector.rule) }]);
  const expected = vector.issues
    .filter(({ validator }) => !NOT_CHECKED.includes(validator))
    .map(({ issue }) => CODES[issue] ?? issue);
  const errors = set.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  if (errors.length > 0) {
    // A refused rule is not checked further. What is refused here only: see invalidDocuments.
    const explained = (code: string): boolean =>
      REFUSED_HERE.includes(code) || expected.some((wanted) => wanted === code);
    return errors.every(explained) ? undefined : `refused: ${errors.join()}`;
  }
  const found = checkRuleSet(set)
    .map(({ code }) => code)
    .filter((code) => COMPARED.has(code));
  return difference([...new Set(found)].sort(), [...new Set(expected)].sort());
}

export function run(data: unknown): VectorResult {
  return runEach(vectorsOf<ValidatorVector>(data), (vector) => vector.description, check);
}
