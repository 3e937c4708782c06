import path from 'node:path';
import { checkRules as checkForCloudTrail } from '../../catalogue';
import type { RuleSelection } from '../../contract/query';
import type { CheckResponse, RulePage, RulesResponse } from '../../contract/resources';
import type { RuleFilePlace } from '../../contract/ruleFiles';
import type { RuleSource } from '../../sigma';
import type { Instance } from '../instance/instance';
import type { ResourceResponse } from '../protocol/handlers';
import { ruleShownByTrail, shownByTrail } from '../evaluate/shownByTrail';
import { loadChecked } from '../evaluate/inlineRules';
import { subjectOf } from '../rules/engine';
import type { RuleBook } from '../rules/ruleBook';
import { bodyText, jsonBody, jsonResponse, ResourceFailure, textResponse } from './response';
import type { ResourceCall } from './route';
import { toRuleProblem } from './ruleProblem';
import { selectionFromUrl } from './selectionFromUrl';

/**
 * GET `rules?level=&status=&tag=&service=&q=`: the catalogue, its facets, and what did not load. Rules that are switched off
 * are listed, as such.
 */
export async function listRules({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const { trail } = instance;
  const book = await instance.rules();
  if (request.query.size === 0) {
    return textResponse(request, wholeList(book, trail !== undefined), 'application/json');
  }
  return jsonResponse(request, listOf(book, selectionFromUrl(request.query), trail !== undefined));
}

function listOf(book: RuleBook, selection: RuleSelection, hasTrail: boolean): RulesResponse {
  const { catalogue } = book;
  const rules = catalogue.summaries(selection, true);
  const facets = catalogue.facets(selection, true);
  const problems = allProblems(book);
  if (!hasTrail) {
    return { rules, facets, problems };
  }
  const shown = rules.map((rule) => ruleShownByTrail(catalogue, rule));
  const seen = shown.filter(({ visible }) => visible).length;
  return { rules: shown, facets: { ...facets, visible: { true: seen, false: shown.length - seen } }, problems };
}

/** The answer for all rules, which every visit to the catalogue asks for: megabytes where rules are thousands. */
/** A book is one data source's, which has a trail or has none. */
const wholeLists = new WeakMap<RuleBook, string>();

function wholeList(book: RuleBook, hasTrail: boolean): string {
  let text = wholeLists.get(book);
  if (text === undefined) {
    text = JSON.stringify(listOf(book, {}, hasTrail));
    wholeLists.set(book, text);
  }
  return text;
}

/** GET `rule-predicates`: what every rule looks for. Its ETag spares the browser all of it while the rules stay the same. */
export async function rulePredicates({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const { catalogue } = await instance.rules();
  return jsonResponse(request, catalogue.predicates());
}

/** GET `rules/{id}`: the rule page. */
export async function rulePage({ request, instance, params: [id] }: ResourceCall): Promise<ResourceResponse> {
  const book = await instance.rules();
  const page = book.catalogue.page(id);
  if (!page) {
    throw new ResourceFailure(
      404,
      'no-such-rule',
      `No rule with the id "${id}" is loaded. See the catalogue for those that are.`
    );
  }
  const ruleFile = placeOf(book.byKey.get(page.id)?.source, instance.settings.rulePaths);
  return jsonResponse(request, { ...withTrail(page, instance), ...(ruleFile ? { ruleFile } : {}) });
}

/** A page with what the data source's trail shows, if it has one. */
function withTrail(page: RulePage, { trail }: Instance): RulePage {
  return trail ? { ...page, eventCoverage: shownByTrail(page.eventCoverage) } : page;
}

/** Where a rule's file lies below the rule folders, as `rule-files` takes it; undefined for a bundled rule. */
function placeOf(source: RuleSource | undefined, rulePaths: readonly string[]): RuleFilePlace | undefined {
  const folder = source?.origin === undefined ? -1 : rulePaths.indexOf(source.origin);
  if (!source || folder < 0) {
    return undefined;
  }
  const file = path.relative(rulePaths[folder], source.file).split(path.sep).join('/');
  // A rule path may be a single file.
  return file === '' ? undefined : { folder, file };
}

/** POST `rules/check` `{yaml}`: problems of the text, and the page of its first correlation, else of its first rule. */
export async function checkRules({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const { ruleSet, book } = loadChecked(bodyText(jsonBody(request), 'yaml'));
  const first = subjectOf(ruleSet);
  const page = first && book ? book.catalogue.page(first.key) : undefined;
  const problems = [...ruleSet.problems, ...checkForCloudTrail(ruleSet)].sort(
    (a, b) => a.line - b.line || a.column - b.column
  );
  const body: CheckResponse = {
    problems: problems.map(toRuleProblem),
    ...(page ? { page: withTrail(page, instance) } : {}),
  };
  return jsonResponse(request, body);
}

function allProblems(book: RuleBook): RulesResponse['problems'] {
  return [
    ...book.fileProblems.map(({ file, message }) => ({ file, message, line: 1, severity: 'error' })),
    ...book.overrideProblems.map(({ message, severity }) => ({
      file: 'ruleOverrides',
      message,
      line: 1,
      code: 'unknown-override',
      severity,
    })),
    ...book.ruleSet.problems.map(({ file, message, line, column, code, severity }) => ({
      file: file ?? '',
      message,
      line,
      column,
      code,
      severity,
    })),
  ];
}
