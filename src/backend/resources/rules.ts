import { checkRules as checkForCloudTrail } from '../../catalogue';
import type { CheckResponse, RuleProblem, RulesResponse } from '../../contract/resources';
import type { Problem } from '../../sigma';
import type { ResourceResponse } from '../protocol/handlers';
import { loadChecked } from '../evaluate/inlineRules';
import type { RuleBook } from '../rules/ruleBook';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import type { ResourceCall } from './route';
import { selectionFromUrl } from './selectionFromUrl';

/**
 * GET `rules?level=&status=&tag=&service=&q=`: the catalogue, its facets, and what did not load. Rules that are switched off
 * are listed, as such.
 */
export async function listRules({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const book = await instance.rules();
  const selection = selectionFromUrl(request.query);
  const body: RulesResponse = {
    rules: book.catalogue.summaries(selection, true),
    facets: book.catalogue.facets(selection, true),
    problems: allProblems(book),
  };
  return jsonResponse(request, body);
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
  return jsonResponse(request, page);
}

/** POST `rules/check` `{yaml}`: problems of the text, and the first rule's page. */
export async function checkRules({ request }: ResourceCall): Promise<ResourceResponse> {
  const { ruleSet, book } = loadChecked(bodyText(jsonBody(request), 'yaml'));
  const [first] = [...ruleSet.rules, ...ruleSet.correlations];
  const page = first && book ? book.catalogue.page(first.key) : undefined;
  const problems = [...ruleSet.problems, ...checkForCloudTrail(ruleSet)].sort(
    (a, b) => a.line - b.line || a.column - b.column
  );
  const body: CheckResponse = { problems: problems.map(toRuleProblem), ...(page ? { page } : {}) };
  return jsonResponse(request, body);
}

function allProblems(book: RuleBook): RulesResponse['problems'] {
  return [
    ...book.fileProblems.map(({ file, message }) => ({ file, message, line: 1, severity: 'error' })),
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

function toRuleProblem({ severity, code, message, file, line, column, endLine, endColumn }: Problem): RuleProblem {
  return { severity, code, message, ...(file === undefined ? {} : { file }), line, column, endLine, endColumn };
}
