const CR = 0x0d;
const LF = 0x0a;

/** What has been read of a text, as UTF-8, and not been passed yet. */
export class UnreadText {
  bytes: Buffer = Buffer.alloc(0);
  /** The physical line at which `bytes` begin; the first of the text is 1. */
  line = 1;
  /** Whether `bytes` reach to the end of the text. */
  isWhole = false;
  readonly #chunks: AsyncIterator<string>;

  constructor(chunks: AsyncIterable<string>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  get isOver(): boolean {
    return this.isWhole && this.bytes.length === 0;
  }

  /** Reads on and returns what was added to `bytes`. */
  async more(): Promise<Buffer> {
    const next = await this.#chunks.next();
    this.isWhole = next.done === true;
    const added = Buffer.from(next.done ? '' : next.value);
    this.bytes = Buffer.concat([this.bytes, added]);
    return added;
  }

  pass(length: number, lines: number): void {
    this.bytes = this.bytes.subarray(length);
    this.line += lines;
  }

  /** The length of the line at hand with its end, or undefined when that is not read yet. */
  lineLength(): number | undefined {
    const { bytes } = this;
    for (let at = 0; at < bytes.length; at += 1) {
      if (bytes[at] === LF) return at + 1;
      if (bytes[at] !== CR) continue;
      if (at + 1 < bytes.length) return bytes[at + 1] === LF ? at + 2 : at + 1;
      if (!this.isWhole) return undefined;
    }
    return this.isWhole ? bytes.length : undefined;
  }

  /** Passes the line at hand, however long, without holding it. */
  async passLine(): Promise<void> {
    let length = this.lineLength();
    while (length === undefined) {
      const isBetweenCrAndLf = this.bytes.at(-1) === CR;
      this.pass(this.bytes.length - (isBetweenCrAndLf ? 1 : 0), 0);
      await this.more();
      length = this.lineLength();
    }
    this.pass(length, 1);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
