import { useState } from 'react';
import type { CheckResponse, RulePage } from '../../contract/resources';
import { postResource } from '../shared/dataSources';
import { useRequest } from '../shared/useRequest';
import { ownProblems } from './ownProblems';
import { withContext } from './start/start';
import { useSettled } from './useSettled';

/** Milliseconds without a key press until the rule is checked. */
const PAUSE_MS = 300;

/** A text that was checked and can be run. */
export interface Runnable {
  /** As it is written in the editor. */
  readonly text: string;
  /** With the documents that it needs: what is sent. */
  readonly yaml: string;
  readonly page: RulePage;
}

export interface Checked {
  /** What the last check brought, its problems those of the text alone. */
  readonly value?: CheckResponse;
  readonly error?: string;
  /** It is about an earlier text: the one in the editor is being written or checked. */
  readonly pending: boolean;
  /** The last text without an error; absent before there is one. */
  readonly runnable?: Runnable;
  retry(): void;
}

/** Checks the text at each pause of typing. */
export function useChecked(uid: string, text: string, context: string | undefined): Checked {
  const settled = useSettled(text, PAUSE_MS);
  const yaml = withContext(settled, context);
  const request = useRequest(`${uid} ${yaml}`, async (signal) => ({
    text: settled,
    yaml,
    ...(await postResource<CheckResponse>(uid, 'rules/check', { yaml }, signal)),
  }));
  const [runnable, setRunnable] = useState<Runnable>();
  const { value } = request;
  if (value?.page && value.yaml !== runnable?.yaml && !value.problems.some(({ severity }) => severity === 'error')) {
    setRunnable({ text: value.text, yaml: value.yaml, page: value.page });
  }
  return {
    ...(value ? { value: { ...value, problems: ownProblems(value.problems, value.text) } } : {}),
    ...(request.error === undefined ? {} : { error: request.error }),
    pending: request.stale || settled !== text || (value === undefined && request.error === undefined),
    ...(runnable ? { runnable } : {}),
    retry: request.retry,
  };
}
