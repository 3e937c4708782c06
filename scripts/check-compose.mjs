// Checks docker-compose.yaml and what it mounts without Docker: the compose file by the library that `docker compose`
// uses (tests/compose, in Go), and that every path, port, address, uid and id that the files name is one that is there.
// usage: npm run check:compose      exit 0 good, 1 problems. Run `npm run build` before.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from './lib/paths.mjs';

const problems = [];
const check = (good, problem) => good || problems.push(problem);
const read = (path) => readFileSync(join(root, path), 'utf8');
const yaml = (path) => load(read(path));

/** The project as `docker compose` would see it; read as plain YAML where Go is not at hand. */
function readProject() {
  const run = (args) => spawnSync('go', args, { cwd: join(root, 'tests/compose'), encoding: 'utf8' });
  const built = run(['build', '-o', join(root, '.cache/compose/'), '.']);
  if (built.status !== 0) {
    console.log(
      `check:compose: the compose library cannot be used (${built.error?.message ?? built.stderr.trim()}); plain YAML only.`
    );
    return undefined;
  }
  const { status, stdout, stderr } = spawnSync(join(root, '.cache/compose/compose'), ['docker-compose.yaml'], {
    cwd: root,
    encoding: 'utf8',
  });
  check(status === 0, `docker-compose.yaml: ${stderr.trim()}`);
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function checkServices({ services, volumes = {} }, stages) {
  for (const [name, service] of Object.entries(services)) {
    check(
      service.image || stages.has(service.build?.target),
      `${name}: the Dockerfile has no stage ${service.build?.target}`
    );
    for (const { type, source } of service.volumes ?? []) {
      check(type === 'bind' ? existsSync(source) : source in volumes, `${name}: ${source} is not there`);
    }
    for (const { host_ip: address, published } of service.ports ?? []) {
      check(address === '127.0.0.1', `${name}: port ${published} is open to the network`);
    }
    for (const other of Object.keys(service.depends_on ?? {})) {
      check(services[other], `${name}: depends on ${other}, which is not there`);
    }
  }
}

/** Files that the images copy: from the repository, or out of the build. */
function checkDockerfile(text) {
  for (const [, flags, from] of text.matchAll(/^COPY ((?:--\S+ )*)(.+) \S+$/gm)) {
    for (const source of from.split(' ')) {
      const path = flags.includes('--from=build') ? source.replace(/^\/src\//, '') : source;
      check(existsSync(join(root, path)), `Dockerfile: COPY ${source}: there is no ${path}; is it built?`);
    }
  }
}

function checkPlugin(ids) {
  for (const [file, id] of [
    ['dist/plugin.json', ids[0]],
    ['dist/datasource/plugin.json', ids[1]],
  ]) {
    check(existsSync(join(root, file)) && JSON.parse(read(file)).id === id, `${file} is not that of ${id}`);
  }
  for (const file of ['dist/module.js', 'dist/datasource/module.js']) {
    check(existsSync(join(root, file)), `${file} is not there`);
  }
  const { includes = [] } = JSON.parse(read('dist/datasource/plugin.json'));
  for (const { type, path } of includes) {
    check(
      type !== 'dashboard' || existsSync(join(root, 'dist/datasource', path)),
      `the dashboard ${path} is not built`
    );
  }
}

/** Everything that is a data source's uid in a dashboard or an alert rule. */
function* uidsIn(value, key = '') {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* uidsIn(item, key);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      yield* uidsIn(item, name === 'uid' && key === 'datasource' ? 'datasourceUid' : name);
    }
  } else if (key === 'datasourceUid' && typeof value === 'string') {
    yield value;
  }
}

/** The emulator delivers to where Trino reads, and Athena's statements reach it; see docs/emulator.md. */
function checkTrail({ cloudtrail, trino }, [{ jsonData }]) {
  const option = (name, otherwise) => cloudtrail.command[cloudtrail.command.indexOf(name) + 1] ?? otherwise;
  const mounted = (service, source) => service.volumes.find((volume) => volume.source === source)?.target;
  check(jsonData.trail.table === 'AwsDataCatalog.default.cloudtrail', `the trail's table is ${jsonData.trail.table}`);
  check(trino.profiles?.includes('trail'), 'trino: it is to start with the profile trail alone');
  check(trino.network_mode === 'service:cloudtrail', 'trino: plain HTTP reaches it by a shared loopback address alone');
  check(option('--trino') === 'http://127.0.0.1:8080', `cloudtrail: Trino does not listen on ${option('--trino')}`);
  const properties = Object.fromEntries(
    read('docker/trino/hive.properties')
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => line.split('='))
  );
  const folder = mounted(cloudtrail, 'trail');
  check(
    folder === mounted(trino, 'trail') && folder === properties['local.location'],
    `the trail is at ${folder} for the emulator and at ${properties['local.location']} for Trino`
  );
  check(option('--trail') === `${folder}/cloudtrail`, `cloudtrail: Trino looks for the trail in ${folder}/cloudtrail`);
  const catalog = trino.volumes.find(({ target }) => target.startsWith('/etc/trino/catalog/'))?.target;
  check(catalog === '/etc/trino/catalog/hive.properties', `trino: the catalog is at ${catalog}, and Athena's is hive`);
}

function checkProvisioning(services, text) {
  const datasources = ['cloudtrail', 'trail'].flatMap(
    (name) => yaml(`provisioning/datasources/${name}.yaml`).datasources
  );
  check(new Set(datasources.map(({ uid }) => uid)).size === datasources.length, 'two data sources have one uid');
  const known = new Set([
    ...datasources.map(({ uid }) => uid),
    '__expr__',
    '-- Grafana --',
    '-- Dashboard --',
    'grafana',
  ]);
  for (const { name, type, jsonData, secureJsonData } of datasources) {
    check(type === 'sigtrail-cloudtrail-datasource', `${name} has the type ${type}`);
    for (const value of Object.values(secureJsonData)) {
      const variable = /^\$\{(\w+)\}$/.exec(value)?.[1];
      check(variable in (services.grafana.environment ?? {}), `${name} uses ${value}, which Grafana is not given`);
    }
    const { hostname, port } = new URL(jsonData.endpoint);
    check(services[hostname]?.command?.includes(port), `no service ${hostname} listens on ${port}`);
  }

  const { contactPoints, policies } = yaml('provisioning/alerting/routing.yaml');
  const receivers = new Set(contactPoints.map(({ name }) => name));
  for (const { receiver, routes = [] } of policies) {
    for (const name of [receiver, ...routes.map((route) => route.receiver)]) {
      check(receivers.has(name), `the notification policy names ${name}, which is no contact point`);
    }
  }
  for (const { settings } of contactPoints.flatMap(({ receivers: list }) => list)) {
    check(services[new URL(settings.url).hostname], `no service is at ${settings.url}`);
  }
  const { groups } = yaml('provisioning/alerting/detections.yaml');
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    check(
      rule.data.some(({ refId }) => refId === rule.condition),
      `${rule.title}: no query ${rule.condition}`
    );
    check(rule.execErrState === 'Error', `${rule.title}: an error must not look like quiet`);
  }
  for (const uid of uidsIn(groups)) {
    check(known.has(uid), `an alert rule asks the data source ${uid}, which is not provisioned`);
  }
  const [{ options }] = yaml('provisioning/dashboards/dashboards.yaml').providers;
  const plugins = /GF_PATHS_PLUGINS=(\S+)/.exec(text)?.[1];
  const folder = options.path.replace(`${plugins}/sigtrail-cloudtrail-app/`, 'dist/');
  const dashboards = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  check(dashboards.length > 0, `no dashboards are in ${options.path}`);
  for (const file of dashboards) {
    for (const uid of uidsIn(JSON.parse(read(join(folder, file))))) {
      check(known.has(uid) || uid.startsWith('$'), `${file} asks the data source ${uid}, which is not provisioned`);
    }
  }
  for (const { type: app } of yaml('provisioning/plugins/apps.yaml').apps) {
    check(app === 'sigtrail-cloudtrail-app', `the app ${app} is provisioned`);
  }
}

const dockerfile = read('Dockerfile');
const project = readProject();
if (project) {
  checkTrail(project.services, yaml('provisioning/datasources/trail.yaml').datasources);
  checkServices(project, new Set([...dockerfile.matchAll(/ AS (\S+)$/gm)].map(([, stage]) => stage)));
}
const services = project?.services ?? yaml('docker-compose.yaml').services;
checkDockerfile(dockerfile);
checkPlugin((services.grafana.environment.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS ?? '').split(','));
checkProvisioning(services, dockerfile);
for (const problem of problems) {
  console.error(`check:compose: ${problem}`);
}
console.log(problems.length === 0 ? '✓ docker-compose.yaml, Dockerfile and provisioning name what is there' : '');
process.exitCode = problems.length > 0 ? 1 : 0;
