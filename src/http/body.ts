/** How much of a body is kept, in bytes. */
export interface BodyLimits {
  /** Of its beginning. */
  readonly head: number;
  /** Of its end; 0: what lies behind the beginning is not even read. */
  readonly tail: number;
}

/** The body of an answer as it streams in: its beginning and its end, so that its size costs no memory. */
export class Body {
  readonly #limits: BodyLimits;
  readonly #head: Buffer[] = [];
  #headSize = 0;
  readonly #tail: Buffer[] = [];
  #tailSize = 0;
  #dropped = false;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /** Takes the next bytes. False: nothing that follows is kept. */
  add(chunk: Buffer): boolean {
    const { head, tail } = this.#limits;
    const first = chunk.subarray(0, head - this.#headSize);
    if (first.length > 0) this.#head.push(first);
    this.#headSize += first.length;
    if (tail === 0) return this.#headSize < head;
    const rest = chunk.subarray(first.length);
    if (rest.length > 0) this.#tail.push(rest);
    this.#tailSize += rest.length;
    for (let oldest = this.#tail[0]; oldest !== undefined; oldest = this.#tail[0]) {
      if (this.#tailSize - oldest.length < tail) break;
      this.#tail.shift();
      this.#tailSize -= oldest.length;
      this.#dropped = true;
    }
    return true;
  }

  /** What was kept, as UTF-8. Where a middle is left out, beginning and end are whole lines. */
  text(): string {
    if (!this.#dropped) return Buffer.concat([...this.#head, ...this.#tail]).toString('utf8');
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    return head.toString('utf8', 0, head.lastIndexOf(NEWLINE) + 1) + tail.toString('utf8', tail.indexOf(NEWLINE) + 1);
  }
}

const NEWLINE = 0x0a;
