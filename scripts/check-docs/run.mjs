// Runs one command of the documentation and says what is wrong with how it ended.
import { spawn } from 'node:child_process';
import { shapeProblem } from './shape.mjs';

const TIMEOUT_MS = 120_000;
/** What a command prints when it is up; then it is asked to stop. */
const UP = /Ctrl-C stops it|"url":/;

/**
 * @param {object} command of commandsOf
 * @param {{folder: string, env: object}} workspace
 * @returns {Promise<string[]>} problems: none when it ended with the exit code that the page names, and printed what it shows
 */
export async function runCommand(command, { folder, env }) {
  // Whatever else listens on the ports of the examples: the last --port counts.
  const text = command.how === 'stop' ? `exec ${command.text} --port 0` : command.text;
  const { code, stdout, stderr, up } = await run(text, folder, env, command.how === 'stop');
  if (command.how === 'stop' && !up) {
    return [`was not up before it ended with exit code ${code}: ${lastLines(stderr)}`];
  }
  if (code !== command.exitCode) {
    return [`ended with exit code ${code}, not ${command.exitCode}: ${lastLines(stderr || stdout)}`];
  }
  const isJson = command.how === 'run' && /\s--json\b/.test(command.text) && !/[|>]/.test(command.text);
  return isJson ? jsonProblems(stdout, command.shape) : [];
}

function jsonProblems(stdout, shape) {
  let first;
  try {
    first = JSON.parse(stdout);
  } catch {
    try {
      [first] = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    } catch (error) {
      return [`prints no JSON: ${error.message}`];
    }
  }
  if (!shape) {
    return [];
  }
  const problem = shapeProblem(shape.text, first);
  return problem ? [`prints another shape than line ${shape.line} shows: ${problem}`] : [];
}

function run(text, cwd, env, stop) {
  const child = spawn('sh', ['-c', text], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '', up: false };
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      said.stdout += chunk;
      if (stop && !said.up && UP.test(said.stdout)) {
        said.up = true;
        // It listens to signals from just after the line that says so.
        setTimeout(() => child.kill('SIGTERM'), 300);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => (said.stderr += chunk));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ ...said, code: code ?? signal });
    });
  });
}

function lastLines(text) {
  return text.trim().split('\n').slice(-3).join(' ') || 'it printed nothing.';
}
