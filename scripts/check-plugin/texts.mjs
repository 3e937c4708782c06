import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { error, warning } from './finding.mjs';

/** What the README of a plugin says that nobody has written for it. */
const TEMPLATE = [
  'This template is a starting point',
  'This is a blank template',
  'going to be the one displayed on the Grafana.com website',
  /^#\s*Grafana (app|panel|data ?source)( backend)? plugin template/im,
];

/** Each licence that Grafana takes, by sentences that its text must have. */
const LICENCES = [
  ['Apache License', 'Version 2.0, January 2004', 'END OF TERMS AND CONDITIONS'],
  ['Permission is hereby granted, free of charge, to any person', 'THE SOFTWARE IS PROVIDED "AS IS"'],
  ['GNU AFFERO GENERAL PUBLIC LICENSE', 'Version 3, 19 November 2007', 'END OF TERMS AND CONDITIONS'],
];
const PLACEHOLDER = /[{[](yyyy|name of copyright owner)[}\]]/;

/** README, LICENSE and CHANGELOG as they are installed. */
export function* textFindings({ dist }) {
  const readme = textOf(dist, 'README.md');
  if (!readme?.trim()) {
    yield error('readme', 'README.md is missing or empty: Grafana shows it on the plugin’s page.');
  } else {
    yield* readmeFindings(readme);
  }
  yield* licenceFindings(textOf(dist, 'LICENSE'));
  if (!textOf(dist, 'CHANGELOG.md')?.trim()) {
    yield warning('changelog', 'CHANGELOG.md is missing or empty: Grafana shows it on the plugin’s page.');
  }
}

function* readmeFindings(readme) {
  const isIn = (mark) => (typeof mark === 'string' ? readme.includes(mark) : mark.test(readme));
  if (TEMPLATE.some(isIn)) {
    yield error('readme-template', 'README.md is the template’s: write what this plugin is for.');
  }
  for (const target of linksOf(readme)) {
    if (!/^(https?:|mailto:|#)/i.test(target)) {
      yield error(
        'readme-links',
        `README.md links to ${target}, which leads nowhere from Grafana: write the whole URL.`
      );
    }
  }
  if (withoutCode(readme).includes('<!--')) {
    yield warning('readme-comment', 'README.md has an HTML comment, which some pages show: take it out.');
  }
}

function* licenceFindings(licence) {
  if (licence === undefined) {
    yield error('license', 'LICENSE is missing.');
    return;
  }
  const text = licence.replace(/\s+/g, ' ');
  if (!LICENCES.some((sentences) => sentences.every((sentence) => text.includes(sentence)))) {
    yield error(
      'license',
      'LICENSE is none that Grafana recognises: use the whole text of Apache-2.0, MIT or AGPL-3.0.'
    );
  }
  if (PLACEHOLDER.test(licence)) {
    yield warning('license-placeholder', `LICENSE still has ${PLACEHOLDER.exec(licence)[0]}: fill it in.`);
  }
}

/** Where a Markdown text's links, pictures, definitions and HTML lead. */
function linksOf(markdown) {
  const text = withoutCode(markdown);
  const inline = text.matchAll(/\]\(\s*<?([^\s)>]+)/g);
  const definitions = text.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/gm);
  const html = text.matchAll(/\b(?:href|src)\s*=\s*["']?([^"'\s>]+)/gi);
  return [...inline, ...definitions, ...html].map(([, target]) => target);
}

function withoutCode(markdown) {
  return markdown.replace(/^( {0,3})(```|~~~)[\s\S]*?^\s*\2/gm, '').replace(/`[^`\n]*`/g, '');
}

function textOf(dist, name) {
  const path = join(dist, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
