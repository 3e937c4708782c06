import ts from 'typescript';
import { callFindings } from './calls.mjs';
import { error, warning } from './finding.mjs';
import { browserSources } from './sources.mjs';

/** What the sources that a browser gets do and must not. */
export function* codeFindings({ checkout }) {
  for (const source of browserSources(checkout)) {
    yield* importFindings(source);
    yield* textFindings(source);
    for (const { severity, code, message, node } of nodeFindings(source.tree)) {
      yield { severity, code, message: `${place(source, node.getStart())}: ${message}` };
    }
  }
}

function* importFindings({ file, imports }) {
  for (const name of imports.filter((one) => /\.(css|scss|sass|less)$/.test(one))) {
    yield error('css-import', `${file} imports ${name}: style with Grafana’s theme and Emotion’s css.`);
  }
}

/** What counts wherever it stands, in comments and in texts. */
function* textFindings(source) {
  const { text } = source;
  for (const { index, 0: found } of text.matchAll(/@ts-(ignore|expect-error)/g)) {
    yield warning('ts-ignore', `${place(source, index)}: ${found} hides an error: mend it, or say the type.`);
  }
  for (const { index } of text.matchAll(/\bgf-form\b/g)) {
    yield warning('gf-form', `${place(source, index)}: Grafana’s gf-form styles are going away: use @grafana/ui.`);
  }
  for (const { index } of text.matchAll(/\/api\/ds\/query/g)) {
    yield error('ds-query', `${place(source, index)}: /api/ds/query is Grafana’s own: call the data source’s query().`);
  }
}

function* nodeFindings(tree) {
  const declared = declaredNames(tree);
  const stack = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield* callFindings(node, declared);
    yield* globalStyleFindings(node);
    yield* testDatasourceFindings(node);
    stack.push(...node.getChildren().toReversed());
  }
}

function* globalStyleFindings(node) {
  if (ts.isImportDeclaration(node) && node.moduleSpecifier.text === '@emotion/react') {
    const names = node.importClause?.namedBindings?.elements ?? [];
    if (names.some(({ name, propertyName }) => (propertyName ?? name).text === 'Global')) {
      yield { ...error('global-style', 'Emotion’s Global changes the look of Grafana itself: use css.'), node };
    }
  }
}

function* testDatasourceFindings(node) {
  const base = ts.isClassLike(node) ? (node.heritageClauses ?? []).flatMap(({ types }) => types) : [];
  if (base.some(({ expression }) => /\bDataSourceWithBackend$/.test(expression.getText()))) {
    const own = node.members.find((member) => member.name?.getText() === 'testDatasource');
    if (own) {
      const message = 'testDatasource() hides the backend’s health check, which is enough: take it out.';
      yield { ...error('test-datasource', message), node: own };
    }
  }
}

const DECLARES = [
  ts.isVariableDeclaration,
  ts.isBindingElement,
  ts.isParameter,
  ts.isFunctionDeclaration,
  ts.isClassDeclaration,
  ts.isImportClause,
  ts.isImportSpecifier,
  ts.isNamespaceImport,
];

/** Names that the file itself declares, so that they are not the browser's. */
function declaredNames(tree) {
  const names = new Set();
  const visit = (node) => {
    if (node.name && ts.isIdentifier(node.name) && DECLARES.some((declares) => declares(node))) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

function place({ file, tree }, position) {
  const { line, character } = tree.getLineAndCharacterOfPosition(position);
  return `${file}:${line + 1}:${character + 1}`;
}
