import type { RuleOverride } from '../../contract/settings';
import { loadRuleSet, type RuleSet, type RuleSource } from '../../sigma';
import { listRuleFiles, type FileProblem, type ListedFolder } from './listRuleFiles';
import { readRuleFolder } from './readFolder';
import { createRuleBook, type MatchingOptions, type RuleBook } from './ruleBook';
import { watchFolders, type FolderWatch } from './watchFolders';

export interface RuleLibraryOptions {
  readonly rulePaths: readonly string[];
  /** The rules that the plugin brings along; empty where the settings turn them off. */
  readonly bundled: readonly RuleSource[];
  readonly pollMs?: number;
  readonly matching?: MatchingOptions;
  /** What the data source changes of rules, by key. */
  readonly overrides?: ReadonlyMap<string, RuleOverride>;
  /** Told after each loading. */
  readonly onLoaded?: (book: RuleBook, seconds: number) => void;
}

/**
 * The rules of a data source: bundled ones and those of its folders. Read at first use, because a plugin that fails
 * while it starts is not started again; then kept up with the folders.
 */
export class RuleLibrary {
  private book?: Promise<RuleBook>;
  private watching?: FolderWatch;
  private readonly texts = new Map<string, Map<string, string>>();
  private signature = '';
  private looking: Promise<unknown> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: RuleLibraryOptions) {}

  /** The rules as they are now. Never rejects for a bad rule or folder: those are problems of the book. */
  current(): Promise<RuleBook> {
    if (!this.book) {
      this.book = this.load();
      if (this.options.rulePaths.length > 0 && !this.stopped) {
        this.watching = watchFolders(() => this.look(), this.options.pollMs);
      }
    }
    return this.book;
  }

  /** Looks at the folders now; ends when `current` has what is in them. */
  async refresh(): Promise<void> {
    await this.current();
    await this.look();
  }

  stop(): void {
    this.stopped = true;
    this.watching?.stop();
  }

  /** One look after another: a reading must not meet another one's half-way. */
  private look(): Promise<readonly ListedFolder[]> {
    const next = this.looking.then(() => this.lookOnce());
    this.looking = next.catch(() => undefined);
    return next;
  }

  private async lookOnce(): Promise<readonly ListedFolder[]> {
    await this.book;
    const listings = await Promise.all(this.options.rulePaths.map((folder) => listRuleFiles(folder)));
    if (JSON.stringify(listings.map(({ signature }) => signature)) !== this.signature && !this.stopped) {
      const loading = this.load();
      // Queries go on with the old rules until the new ones are there.
      await loading;
      this.book = loading;
    }
    return listings.flatMap(({ folders }) => folders);
  }

  private async load(): Promise<RuleBook> {
    const started = performance.now();
    const sources: RuleSource[] = [];
    const problems: FileProblem[] = [];
    const signatures: string[] = [];
    for (const folder of this.options.rulePaths) {
      const known = this.texts.get(folder) ?? new Map<string, string>();
      this.texts.set(folder, known);
      const contents = await readRuleFolder(folder, undefined, known);
      sources.push(...contents.sources);
      problems.push(...contents.problems);
      signatures.push(contents.signature);
    }
    this.signature = JSON.stringify(signatures);
    const book = createRuleBook(
      this.withBundled(uniqueFiles(sources)),
      problems,
      this.options.matching,
      this.options.overrides
    );
    this.options.onLoaded?.(book, (performance.now() - started) / 1000);
    return book;
  }

  /** A folder's rule takes the place of a bundled one with the same id: the later of two is refused, so bundled come last. */
  private withBundled(sources: readonly RuleSource[]): RuleSet {
    const { bundled } = this.options;
    const files = new Set(bundled.map((source) => source.file));
    const ruleSet = loadRuleSet([...sources, ...bundled]);
    const problems = ruleSet.problems.filter(({ code, file }) => code !== 'duplicate-id' || !files.has(file ?? ''));
    return { ...ruleSet, problems };
  }
}

/** One folder inside another is read once. */
function uniqueFiles(sources: readonly RuleSource[]): RuleSource[] {
  return [...new Map(sources.map((source) => [source.file, source])).values()];
}
