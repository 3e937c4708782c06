import type { ResourceError, RuleProblem } from './resources';

/** GET `rule-folders`: the configured rule folders, and which of them the user may write to. */
export interface RuleFoldersResponse {
  folders: RuleFolder[];
}
export interface RuleFolder {
  /** What `rule-files` calls `folder`. */
  index: number;
  /** As the data source's `rulePaths` has it. */
  path: string;
  writable: boolean;
  /** Why it is not writable, in a sentence. */
  reason?: string;
}
/** Where a rule's file lies: below the rule folder with this index, with `/` between folders. */
export interface RuleFilePlace {
  folder: number;
  file: string;
}
/** GET `rule-files?folder=I&file=REL`: a file's text; for Editors and Admins. */
export interface RuleFileResponse {
  yaml: string;
  /** What a PUT sends back to show that it has seen this text. */
  etag: string;
}
/**
 * PUT `rule-files`. Without an `etag` a new file is made, and its missing folders with it; with one, the file that had it is
 * written over. 409 where the file is there already, or is not what it was.
 */
export interface RuleFileRequest extends RuleFilePlace {
  yaml: string;
  etag?: string;
}
export interface RuleFileWritten {
  file: string;
  etag: string;
  /** Keys of the rules and correlations in the file. */
  rules: string[];
  /** Warnings of the text; positions are the file's. */
  problems: RuleProblem[];
}
/** Body of a 422: the text holds no rule that can be loaded; nothing was written. */
export interface RuleFileRefused extends ResourceError {
  problems: RuleProblem[];
}
