import ts from 'typescript';
import { error, warning } from './finding.mjs';

const DIALOGS = new Set(['alert', 'confirm', 'prompt']);
const CONSOLE = new Set(['warn', 'error', 'debug']);
const HOLDERS = new Set(['window', 'document', 'globalThis', 'self']);

/** What a node does with the browser's own functions; `declared` are names that mean something else in its file. */
export function* callFindings(node, declared) {
  if (ts.isCallExpression(node)) {
    yield* dialogFindings(node, declared);
    yield* openFindings(node);
  }
  if (ts.isPropertyAccessExpression(node)) {
    yield* consoleFindings(node, declared);
    yield* locationFindings(node, declared);
  }
}

function* dialogFindings(node, declared) {
  const name = globalName(node.expression, declared);
  if (DIALOGS.has(name)) {
    yield { ...error('dialog', `${name}() stops the whole page: use a Modal or ConfirmModal of @grafana/ui.`), node };
  }
}

function* openFindings(node) {
  if (/^(window|globalThis|self)\.open$/.test(node.expression.getText())) {
    const features = node.arguments[2]?.getText() ?? '';
    if (!features.includes('noopener') || !features.includes('noreferrer')) {
      yield { ...error('window-open', 'window.open without noopener,noreferrer gives the new page this one.'), node };
    }
  }
}

function* consoleFindings(node, declared) {
  if (globalName(node.expression, declared) === 'console' && !CONSOLE.has(node.name.text)) {
    yield { ...warning('console', `console.${node.name.text} is noise in users’ browsers: take it out.`), node };
  }
}

function* locationFindings(node, declared) {
  const { text } = node.name;
  if ((text === 'href' || text === 'search') && globalName(node.expression, declared) === 'location') {
    yield { ...warning('location', `location.${text} goes past Grafana’s router: use locationService.`), node };
  }
}

/** The name of a browser's global, bare or as a property of `window`. */
function globalName(expression, declared) {
  if (ts.isIdentifier(expression)) {
    return declared.has(expression.text) ? undefined : expression.text;
  }
  const isOfWindow = ts.isPropertyAccessExpression(expression) && HOLDERS.has(expression.expression.getText());
  return isOfWindow ? expression.name.text : undefined;
}
