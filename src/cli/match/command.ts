import { stat } from 'node:fs/promises';
import { isForCloudTrail } from '../../catalogue';
import { compileEngine, loadRuleSet, type Engine } from '../../sigma';
import { UsageError } from '../args/parseOptions';
import { eventFiles, recordsOf } from '../input/eventFiles';
import { isLineFile, lineChunks } from '../input/lineChunks';
import type { Io } from '../io';
import { readPipelines } from '../rules/pipelineOption';
import { ruleSources } from '../rules/ruleSources';
import { chunkMatcher, matchRecord, type ChunkResult } from './chunkMatcher';
import { inlinePool, workerPool, type MatchPool } from './matchPool';
import { matchTrail } from './matchTrail';
import { matchOptions } from './options';
import { progress } from './progress';
import { Totals } from './totals';

const USAGE =
  'usage: sigtrail match --rules PATH… (--events PATH… | --trail URL [--from T] [--to T]) [--output counts|ndjson] ' +
  '[--threads N] [--pipeline FILE] [--naive] [--json]\n';
/** Workers read larger files themselves, so much at a time: large parts cost less, small ones share the work better. */
const PART_BYTES = { least: 8 << 20, most: 64 << 20 };
const PARTS = 32;

/**
 * Runs rules over files of CloudTrail records and counts the matches, or prints a line for each. Exit code 0 when it
 * ran, whatever matched; 2 for bad usage or input.
 */
export async function matchCommand(args: string[], io: Io): Promise<number> {
  let pool: MatchPool | undefined;
  try {
    const options = matchOptions(args, process.env);
    const pipelines = await readPipelines(options.pipelines);
    const set = loadRuleSet(await ruleSources(options.rulePaths), { pipelines });
    for (const { severity, file, line, column, message } of set.problems) {
      if (severity === 'error') {
        io.err(`${file}:${line}:${column}: ${message}\n`);
      }
    }
    const files = await eventFiles(options.eventPaths);
    const rules = set.rules.filter(isForCloudTrail);
    if (rules.length < set.rules.length) {
      io.err(`${set.rules.length - rules.length} rules are for other log sources than CloudTrail and are left out.\n`);
    }
    const engine = compileEngine(rules, { naive: options.naive });
    const totals = new Totals({ ...set, rules }, io, options.output === 'ndjson');
    const { trail } = options;
    if (trail) {
      await matchTrail({ ...options, trail, engine, rules, totals, io });
    } else {
      const match = chunkMatcher(engine, totals.needsRecords);
      pool =
        options.threads > 1 && files.some(isLineFile)
          ? await workerPool(
              options.threads - 1,
              { rules, naive: options.naive, withMatches: totals.needsRecords },
              match
            )
          : inlinePool(match);
      await matchFiles(files, { engine, pool, totals, shown: progress(io) });
    }
    totals.end();
    if (options.output === 'counts') {
      io.out(options.json ? totals.json() : totals.text());
    }
    return 0;
  } catch (error) {
    io.err(`sigtrail match: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  } finally {
    await pool?.close();
  }
}

interface Run {
  readonly engine: Engine;
  readonly pool: MatchPool;
  readonly totals: Totals;
  readonly shown: ReturnType<typeof progress>;
}

async function matchFiles(files: readonly string[], run: Run): Promise<void> {
  let bytes = 0;
  const seen = (length: number) => {
    bytes += length;
    run.shown.show(run.totals.events, bytes);
  };
  for (const file of files) {
    if (isLineFile(file)) {
      await matchLines(file, run, seen);
    } else {
      // What other files hold comes after what lines before them held.
      await run.pool.drain();
      await matchRecords(file, run, seen);
    }
  }
  await run.pool.drain();
  run.shown.clear();
}

async function matchLines(file: string, { pool, totals }: Run, seen: (bytes: number) => void): Promise<void> {
  let line = 1;
  const take = (length: number) => (result: ChunkResult) => {
    totals.add(file, line, result);
    line += result.lines;
    seen(length);
  };
  const { size } = await stat(file);
  const part = Math.min(PART_BYTES.most, Math.max(PART_BYTES.least, Math.ceil(size / PARTS)));
  if (pool.reads && !file.endsWith('.gz') && size > 2 * part) {
    for (let from = 0; from < size; from += part) {
      // The last part takes what the file has grown by.
      const to = from + part < size ? from + part : Infinity;
      await pool.push({ file, range: { from, to } }, take(part));
    }
    return;
  }
  for await (const { bytes, tooLong } of lineChunks(file)) {
    if (tooLong) {
      await pool.drain();
      totals.name(file, line);
      totals.unparsed++;
      line++;
    }
    await pool.push({ bytes }, take(bytes.length));
  }
}

async function matchRecords(file: string, { engine, totals }: Run, seen: (bytes: number) => void): Promise<void> {
  for await (const records of recordsOf(file)) {
    for (const { text, line } of records) {
      const matches = text === undefined ? undefined : matchRecord(engine, text);
      if (text === undefined || !matches) {
        totals.name(file, line);
        totals.unparsed++;
        continue;
      }
      totals.addRecord({ text, file, line, rules: matches });
      seen(text.length);
    }
  }
}
