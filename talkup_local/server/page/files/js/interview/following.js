// What a screen follows while it is shown: events of others, until it lets go of all of them.
// @ts-check

export class Following {
  /** @type {(() => void)[]} */
  #undo = [];

  /**
   * @param {EventTarget} source
   * @param {string} name
   * @param {(detail: any, event: Event) => void} take
   */
  on(source, name, take) {
    const listener = (/** @type {Event} */ event) => {
      take(/** @type {CustomEvent} */ (event).detail ?? {}, event);
    };
    source.addEventListener(name, listener);
    this.also(() => source.removeEventListener(name, listener));
  }

  /** @param {() => void} undo  ends something else that is followed */
  also(undo) {
    this.#undo.push(undo);
  }

  end() {
    for (const undo of this.#undo.splice(0)) undo();
  }
}
