import { archiveFindings } from './archive.mjs';
import { codeFindings } from './code.mjs';
import { fileFindings } from './files.mjs';
import { goFindings } from './go.mjs';
import { metadataFindings } from './metadata.mjs';
import { readPlugin } from './plugin.mjs';
import { textFindings } from './texts.mjs';
import { toolchainFindings } from './toolchain.mjs';

const CHECKS = [
  archiveFindings,
  metadataFindings,
  textFindings,
  fileFindings,
  codeFindings,
  toolchainFindings,
  goFindings,
];

/**
 * All findings about a checkout's built plugin and its sources: `{severity: 'error' | 'warning', code, message}`.
 * The message is a sentence that names the file and what to do.
 */
export function checkPlugin(checkout) {
  const plugin = readPlugin(checkout);
  return 'problem' in plugin
    ? [{ severity: 'error', code: 'unreadable', message: plugin.problem }]
    : CHECKS.flatMap((check) => [...check(plugin)]);
}
