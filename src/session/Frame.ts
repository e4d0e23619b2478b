/** About one frame of a screen. A timer and not `requestAnimationFrame`: that one rests while the page is hidden, and Node has none. */
const FRAME_MS = 16

/** Runs a task at most once a frame, however often it is asked for. */
export class Frame {
  readonly #task: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(task: () => void) {
    this.#task = task
  }

  /** Later, with whatever else happens in this frame. */
  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), FRAME_MS)
  }

  now(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#task()
  }
}
