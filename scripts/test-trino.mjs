// Starts a Trino of its own and runs what needs one on it: src/**/*.trino.test.ts, and boto3 on the emulator of Athena.
// usage: npm run test:trino [-- JEST_ARGUMENT…]     exit 0 good or skipped, 1 failures
//        npm run test:trino -- --keep               starts it alone, prints how to reach it, until it is interrupted
// Skips, and says so, where Java 24 or later, Maven or its registry is out of reach. Fetches 450 MB once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { prepareTrino } from './lib/trino/archives.mjs';
import { checkAthena } from './lib/trino/checkAthena.mjs';
import { findJava, MIN_JAVA } from './lib/trino/java.mjs';
import { startTrino } from './lib/trino/server.mjs';

function skip(why) {
  console.log(`test:trino: skipped, because ${why}.`);
  process.exit(0);
}

/** Lets tests end Trino in mid-query. */
async function control(trino) {
  const server = createServer((request, response) => {
    const known = request.method === 'POST' && request.url === '/restart';
    (known ? trino.restart() : Promise.reject(new Error('There is POST /restart.'))).then(
      () => response.end('{}'),
      (error) => response.writeHead(known ? 500 : 404).end(error.message)
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close().closeAllConnections() };
}

/** Runs a command to its end. @returns its exit code */
async function run(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  interrupted.then(() => {
    child.kill('SIGTERM');
    // What is tested may have handlers of its own for that.
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

const interrupted = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, resolve);
  }
  // A shell between npm and this script passes no signal on.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && resolve(), 1000).unref();
});
const keep = process.argv.includes('--keep');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--keep');

const java = findJava() ?? skip(`there is no Java ${MIN_JAVA} or later (JAVA_HOME, PATH, /usr/lib/jvm)`);
const { folder, missing } = prepareTrino(java);
if (missing) {
  skip(missing);
}
const trino = await startTrino({ java, folder });
const controls = await control(trino);
try {
  const env = {
    SIGTRAIL_TRINO_URL: trino.url,
    SIGTRAIL_TRINO_FILES: trino.files,
    SIGTRAIL_TRINO_CONTROL: controls.url,
  };
  if (keep) {
    const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
    console.log(`Trino answers at ${trino.url}. Run tests on it, end it by Ctrl-C:`);
    console.log(`${words.join(' ')} npx jest -c jest.trino.config.js PATTERN`);
    await interrupted;
  } else {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const jestCode = await run([jest, '-c', 'jest.trino.config.js', '--runInBand', ...jestArguments], env);
    // Whoever asks for some tests wants no others.
    const all = jestArguments.every((argument) => argument.startsWith('--'));
    process.exitCode = (all && jestCode === 0 ? await checkAthena(trino) : 0) || jestCode;
  }
} finally {
  controls.close();
  await trino.stop();
}
process.exit();
