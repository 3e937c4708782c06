import path from 'node:path';
import type { RuleProblem } from '../../contract/resources';
import type { RuleFileRefused, RuleFileResponse, RuleFileWritten, RuleFoldersResponse } from '../../contract/ruleFiles';
import type { Instance } from '../instance/instance';
import type { ResourceResponse } from '../protocol/handlers';
import { checkRuleFile } from '../rules/checkRuleFile';
import { FOLDER_LIMITS } from '../rules/listRuleFiles';
import type { RuleBook } from '../rules/ruleBook';
import { RuleFileError, type RuleFileFault } from '../rules/ruleFileError';
import { allowedNames, readRuleFile, whyNotWritable, writeRuleFile } from '../rules/ruleFiles';
import { bodyText, jsonBody, jsonResponse, ResourceFailure } from './response';
import { EDITORS_ONLY, isEditor } from './roles';
import type { ResourceCall } from './route';
import { toRuleProblem } from './ruleProblem';

const STATUS: Readonly<Record<RuleFileFault, number>> = {
  'bad-name': 400,
  'not-writable': 403,
  'no-file': 404,
  changed: 409,
  exists: 409,
  'too-large': 413,
};

/** GET `rule-folders`: the configured folders, and which of them this user may write to. */
export async function ruleFolders({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const mayWrite = isEditor(request.context);
  const folders = await Promise.all(
    instance.settings.rulePaths.map(async (folder, index) => {
      const reason = mayWrite ? await whyNotWritable(folder) : EDITORS_ONLY;
      return { index, path: folder, writable: reason === undefined, ...(reason === undefined ? {} : { reason }) };
    })
  );
  const body: RuleFoldersResponse = { folders };
  return jsonResponse(request, body);
}

/** GET `rule-files?folder=I&file=REL`: a rule file's text. */
export async function readFile({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const root = folderAt(instance, Number(request.query.get('folder') ?? NaN));
  const body: RuleFileResponse = await answered(() => readRuleFile(root, request.query.get('file') ?? ''));
  return jsonResponse(request, body);
}

/** PUT `rule-files` `{folder, file, yaml, etag?}`: writes a rule file, if every document in it can be loaded. */
export async function writeFile({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const body = jsonBody(request);
  const root = folderAt(instance, body.folder);
  const file = bodyText(body, 'file');
  const yaml = bodyText(body, 'yaml');
  const etag = body.etag === undefined ? undefined : bodyText(body, 'etag');
  await answered(async () => allowedNames(file, yaml));
  const book = await instance.rules();
  if (etag === undefined) {
    refuseMoreFiles(book, root);
  }
  const checked = checkRuleFile(book, path.join(root, file), root, yaml);
  const problems = checked.problems.map((problem): RuleProblem => ({ ...toRuleProblem(problem), file }));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || checked.rules.length === 0) {
    return refused(errors[0], problems);
  }
  const written = await answered(() => writeRuleFile(root, file, yaml, etag));
  instance.logInfo('rule file written', { user: request.context.user?.login, folder: root, file });
  await instance.reloadRules();
  const answer: RuleFileWritten = { file, etag: written, rules: [...checked.rules], problems };
  return jsonResponse(request, answer);
}

function refused(error: RuleProblem | undefined, problems: RuleProblem[]): ResourceResponse {
  const message = error
    ? `Nothing was saved: ${error.message}`
    : 'Nothing was saved: the text holds no Sigma rule. Write at least title, logsource and detection.';
  const place = error ? { line: error.line, column: error.column } : {};
  const body: RuleFileRefused = { error: { code: 'bad-rule', message, ...place }, problems };
  return { status: 422, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function refuseMoreFiles(book: RuleBook, root: string): void {
  const { rules, correlations, filters } = book.ruleSet;
  const files = [...rules, ...correlations, ...filters].filter(({ source }) => source.origin === root);
  if (new Set(files.map(({ source }) => source.file)).size >= FOLDER_LIMITS.maxFiles) {
    throw new ResourceFailure(
      403,
      'too-many',
      `The folder holds ${FOLDER_LIMITS.maxFiles} rule files, the most that are read. Remove some first.`
    );
  }
}

function folderAt({ settings }: Instance, index: unknown): string {
  const folder = typeof index === 'number' && Number.isInteger(index) ? settings.rulePaths[index] : undefined;
  if (folder === undefined) {
    throw new ResourceFailure(
      404,
      'no-folder',
      'There is no such rule folder. Take "folder" from rule-folders, or set rulePaths.'
    );
  }
  return folder;
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RuleFileError ? new ResourceFailure(STATUS[error.fault], error.fault, error.message) : error;
  }
}
