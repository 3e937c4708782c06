// Checks the built plugin and its sources for what Grafana's own plugin validator looks for, without a network.
// usage: npm run check:plugin [-- [--json] [CHECKOUT…]]     exit 0 only what is expected, 1 findings. Run `npm run build` before.
// A checkout holds dist/, src/, package.json and .config/, as this one does.
import { checkPlugin } from './check-plugin/checkPlugin.mjs';
import { root } from './lib/paths.mjs';

/** What our plugin cannot have, and why that is known. */
const EXPECTED = {
  'go-module': 'the backend is TypeScript, so the plugin is for private use',
  'go-binary': 'the executable is compiled from TypeScript',
};

const options = process.argv.slice(2);
const checkouts = options.filter((option) => option !== '--json');
const results = (checkouts.length > 0 ? checkouts : [root]).map((checkout) => judge(checkPlugin(checkout)));
if (options.includes('--json')) {
  console.log(JSON.stringify(results));
} else {
  results.forEach(print);
}
process.exitCode = results.every(({ findings }) => findings.length === 0) ? 0 : 1;

/** Findings that are expected, those that are not, and an error for each expected one that did not come. */
function judge(all) {
  const expected = all.filter(({ code }) => code in EXPECTED);
  const absent = Object.keys(EXPECTED).filter((code) => !expected.some((finding) => finding.code === code));
  return {
    expected: expected.map((finding) => ({ ...finding, because: EXPECTED[finding.code] })),
    findings: [
      ...all.filter(({ code }) => !(code in EXPECTED)),
      ...absent.map((code) => ({
        severity: 'error',
        code: 'expected',
        message: `${code} was expected and did not come: take it off the list in scripts/check-plugin.mjs.`,
      })),
    ],
  };
}

function print({ expected, findings }) {
  for (const { severity, code, message, because } of expected) {
    console.log(`expected ${severity}  ${code}: ${message} (${because})`);
  }
  for (const { severity, code, message } of findings) {
    console.error(`${severity}  ${code}: ${message}`);
  }
  const count = (wanted) => findings.filter(({ severity }) => severity === wanted).length;
  console.log(
    findings.length === 0
      ? '✓ nothing else that Grafana’s validator would object to'
      : `✗ ${count('error')} errors, ${count('warning')} warnings`
  );
}
