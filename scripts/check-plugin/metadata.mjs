import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { error, warning } from './finding.mjs';

const REQUIRED = ['type', 'name', 'id', 'info', 'dependencies'];
const ID = /^[0-9a-z]+-([0-9a-z]+-)?(app|panel|datasource)$/;

/** What each plugin.json says of its plugin. */
export function* metadataFindings({ dist, plugins }) {
  for (const [index, { path, folder, json }] of plugins.entries()) {
    for (const key of REQUIRED) {
      if (json[key] === undefined) {
        yield error('required', `${path} has no ${key}: add it.`);
      }
    }
    yield* identityFindings(path, json);
    yield* dependencyFindings(path, json);
    yield* imageFindings(dist, folder, path, json.info ?? {});
    // Grafana shows the pictures of the plugin that is installed; nested ones have none of their own.
    if (index === 0 && (json.info?.screenshots ?? []).length === 0) {
      yield warning('screenshots', `${path} has no info.screenshots: users decide by them.`);
    }
  }
}

function* identityFindings(path, { id = '', type, name, info = {} }) {
  if (!ID.test(id)) {
    yield error('id', `${path}: ${id} is no plugin id: use lower case, organisation-name-type.`);
  } else if (!id.endsWith(`-${type}`)) {
    yield error('id', `${path}: the id ${id} must end with the plugin’s type, ${type}.`);
  }
  if (name === id) {
    yield error('name', `${path}: the name is the id; give it a name for people.`);
  }
  if (!info.description?.trim()) {
    yield warning('description', `${path} has no info.description: say in a sentence or two what it does.`);
  }
  if ((info.keywords ?? []).length === 0) {
    yield warning('keywords', `${path} has no info.keywords: name three to eight.`);
  }
}

function* dependencyFindings(path, { dependencies = {} }) {
  const range = dependencies.grafanaDependency;
  if (typeof range !== 'string' || range.trim() === '') {
    yield error(
      'grafana-dependency',
      `${path} has no dependencies.grafanaDependency: give the oldest Grafana it runs in.`
    );
  } else if (/^[=v]?\d/.test(range.trim()) || range.trim().startsWith('~')) {
    yield warning(
      'grafana-range',
      `${path}: the grafanaDependency ${range} takes one version of Grafana, or its patches only: write >=${range.replace(/^\D+/, '')}.`
    );
  }
}

function* imageFindings(dist, folder, path, { logos = {}, screenshots = [] }) {
  for (const size of ['small', 'large']) {
    if (!logos[size]) {
      yield error('image', `${path} has no ${size} logo in info.logos.`);
    }
  }
  const images = [...Object.values(logos), ...screenshots.map((shot) => shot.path ?? '')];
  for (const image of images) {
    if (!image || image.startsWith('.') || image.startsWith('/') || image.includes('..') || image.includes('://')) {
      yield error(
        'image',
        `${path}: the image path “${image}” must be relative to plugin.json, without a leading dot.`
      );
    } else if (!existsSync(join(dist, folder, image))) {
      yield error('image', `${path}: the image ${posix.join(folder, image)} is not built.`);
    }
  }
}
