/** A block of Terraform's language, read back. */
export interface ReadBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** A reference is its text; `jsonencode(…)` is its argument. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly blocks: readonly ReadBlock[];
}

/** Reads blocks with the syntax that `printHcl` uses, strictly: an open interpolation or a stray character throws. */
export function readHcl(text: string): ReadBlock[] {
  const reader = new Reader(text);
  const blocks: ReadBlock[] = [];
  while (!reader.done()) {
    blocks.push(reader.block(reader.word()));
  }
  return blocks;
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  done(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  block(type: string): ReadBlock {
    const labels: string[] = [];
    while (this.peek() === '"') {
      labels.push(this.string());
    }
    this.expect('{');
    const read: ReadBlock & { arguments: Record<string, unknown>; blocks: ReadBlock[] } = {
      type,
      labels,
      arguments: {},
      blocks: [],
    };
    while (this.peek() !== '}') {
      const name = this.word();
      if (this.peek() === '=') {
        this.expect('=');
        if (name in read.arguments) {
          throw new Error(`${name} twice`);
        }
        read.arguments[name] = this.value();
      } else {
        read.blocks.push(this.block(name));
      }
    }
    this.expect('}');
    return read;
  }

  word(): string {
    return this.take(/[A-Za-z_][\w.-]*/y);
  }

  private value(): unknown {
    switch (this.peek()) {
      case '"':
        return this.string();
      case '[':
        return this.items('[', ']', () => this.value());
      case '{':
        return Object.fromEntries(
          this.items('{', '}', () => {
            const name = this.string();
            this.expect(this.peek() === ':' ? ':' : '=');
            return [name, this.value()] as const;
          })
        );
      default: {
        const word = this.take(/-?[\w.]+/y);
        if (word === 'jsonencode') {
          this.expect('(');
          const argument = this.value();
          this.expect(')');
          return argument;
        }
        return /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(word) ? (JSON.parse(word) as unknown) : word;
      }
    }
  }

  private items<T>(open: string, close: string, item: () => T): T[] {
    const items: T[] = [];
    this.expect(open);
    while (this.peek() !== close) {
      items.push(item());
      if (this.peek() === ',') {
        this.expect(',');
      }
    }
    this.expect(close);
    return items;
  }

  private string(): string {
    this.space();
    const [literal] = this.match(/"(?:[^"\\\n]|\\.)*"/y);
    if (/(?<!\$)\$\{|(?<!%)%\{/.test(literal)) {
      throw new Error(`an interpolation: ${literal}`);
    }
    return JSON.parse(literal.replace(/\$\$(?=\{)/g, '$').replace(/%%(?=\{)/g, '%')) as string;
  }

  private peek(): string {
    this.space();
    return this.text[this.at] ?? '';
  }

  private expect(character: string): void {
    if (this.peek() !== character) {
      throw new Error(`"${character}" expected: ${this.text.slice(this.at, this.at + 60)}`);
    }
    this.at++;
  }

  private take(pattern: RegExp): string {
    this.space();
    return this.match(pattern)[0];
  }

  private match(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) {
      throw new Error(`not expected: ${this.text.slice(this.at, this.at + 60)}`);
    }
    this.at = pattern.lastIndex;
    return match;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) {
      this.at++;
    }
  }
}
