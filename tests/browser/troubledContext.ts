/** Real contexts, of which the test says what the system does to them. */
export function troubledContexts() {
  const made: TroubledContext[] = []

  class TroubledContext extends AudioContext {
    /** How often it was asked to resume. */
    asked = 0
    #said: AudioContextState | null = null
    #stillSeconds: number | null = null

    constructor(options?: AudioContextOptions) {
      super(options)
      made.push(this)
      const platform = BaseAudioContext.prototype
      const real = (name: 'state' | 'currentTime') =>
        Object.getOwnPropertyDescriptor(platform, name)?.get?.call(this) as unknown
      Object.defineProperty(this, 'state', { get: () => this.#said ?? real('state') })
      Object.defineProperty(this, 'currentTime', {
        get: () => this.#stillSeconds ?? real('currentTime'),
      })
    }

    override resume(): Promise<void> {
      this.asked++
      return this.#said === null ? super.resume() : Promise.reject(new Error('interrupted'))
    }

    /** A phone call comes in. */
    async interrupt(): Promise<void> {
      this.#said = 'interrupted'
      await super.suspend()
      this.dispatchEvent(new Event('statechange'))
    }

    /** The call is over. */
    giveBack(): void {
      this.#said = null
      this.dispatchEvent(new Event('statechange'))
    }

    /** The call is over, it says; but nothing comes out of it. */
    pretend(): void {
      this.#stillSeconds = this.currentTime
      this.#said = 'running'
      this.dispatchEvent(new Event('statechange'))
    }

    /** The device is gone. */
    breakDown(): void {
      this.dispatchEvent(new Event('error'))
    }
  }
  return { AudioContext: TroubledContext, made }
}
