// Keeps the sound of the answer that the server has not taken yet, block by block.
// @ts-check

/** A block of sound is 20 ms. */
export const BLOCK_MS = 20;

/** The longest answer that is kept whole, and what a gap may add. */
const LIMIT_BLOCKS = (300_000 + 15_000) / BLOCK_MS;

/**
 * A ring of blocks, each with a number that counts from the first one ever pushed. When it is full,
 * the oldest gives way.
 */
export class Retention {
  /** @type {(Int16Array | null)[]} */
  #ring;
  #start = 0;
  #end = 0;

  /** @param {number} [limit] blocks that are kept at most */
  constructor(limit = LIMIT_BLOCKS) {
    this.#ring = new Array(limit).fill(null);
  }

  /** Number of the oldest block that is kept. */
  get start() {
    return this.#start;
  }

  /** Number of the block that comes next. */
  get end() {
    return this.#end;
  }

  /** @param {Int16Array} block */
  push(block) {
    if (this.#end - this.#start === this.#ring.length) this.forget(this.#start + 1);
    this.#ring[this.#end % this.#ring.length] = block;
    this.#end += 1;
  }

  /**
   * @param {number} from
   * @param {number} to
   * @returns {Int16Array} the sound of the blocks `from` to `to - 1`, as far as they are kept
   */
  sound(from, to) {
    const blocks = [];
    for (let at = Math.max(from, this.#start); at < Math.min(to, this.#end); at += 1) {
      const block = this.#ring[at % this.#ring.length];
      if (block) blocks.push(block);
    }
    const sound = new Int16Array(blocks.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of blocks) {
      sound.set(block, at);
      at += block.length;
    }
    return sound;
  }

  /**
   * Puts silence in the place of the blocks `from` to `to - 1`.
   *
   * @param {number} from
   * @param {number} to
   */
  hush(from, to) {
    for (let at = Math.max(from, this.#start); at < Math.min(to, this.#end); at += 1) {
      const place = at % this.#ring.length;
      this.#ring[place] = new Int16Array(this.#ring[place]?.length ?? 0);
    }
  }

  /**
   * Drops what comes before the block `to`.
   *
   * @param {number} to
   */
  forget(to) {
    const until = Math.min(to, this.#end);
    while (this.#start < until) {
      this.#ring[this.#start % this.#ring.length] = null;
      this.#start += 1;
    }
  }
}
