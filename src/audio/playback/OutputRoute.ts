import { newElement, type OutputGate } from './OutputGate.ts'

/** Contexts of Chromium have it; the type library does not know it yet. */
interface Steerable {
  setSinkId(deviceId: string): Promise<void>
}
const isSteerable = (context: object): context is Steerable => 'setSinkId' in context

/** How the sound leaves the page: from the context itself, or through an `<audio>`. */
export class OutputRoute {
  readonly #gate: OutputGate
  readonly #source: AudioNode
  readonly #turned: () => void
  readonly #closing = new AbortController()
  #stream: MediaStreamAudioDestinationNode | null = null

  /** @param turned - Called when an element on the way was stopped, or refused, or plays again. */
  constructor(gate: OutputGate, source: AudioNode, turned: () => void) {
    this.#gate = gate
    this.#source = source
    this.#turned = turned
    if (gate.element) source.connect(this.#bind(gate.element))
    else source.connect(gate.context.destination)
  }

  /**
   * Rejects as the browser does, and nothing has changed then. `null` is the system's choice.
   *
   * The speaker of a context is that of all who share it: where others do, the sound takes an element of its own.
   */
  async select(deviceId: string | null): Promise<void> {
    const { context, element, shared } = this.#gate
    if (element) return element.setSinkId(deviceId ?? '')
    if (isSteerable(context) && !shared.isShared) {
      // Before the wait, so that nobody joins meanwhile.
      shared.retire()
      await context.setSinkId(deviceId ?? '')
    } else if (deviceId !== null) await this.#detour(deviceId)
  }

  /** WebKit lets an element play through the capture that ran when it began, so it has to begin again after one. */
  rebind(): void {
    const { element } = this.#gate
    if (element && this.#stream) this.#play(element, this.#stream)
  }

  close(): void {
    this.#closing.abort()
    this.#source.disconnect()
    if (this.#gate.element) this.#gate.element.srcObject = null
  }

  async #detour(deviceId: string): Promise<void> {
    const element = newElement()
    const isClosed = () => this.#closing.signal.aborted
    await element.setSinkId(deviceId)
    // Who closed this did not know of the element, and does not come again to stop it.
    if (isClosed()) return
    this.#gate.element = element
    const stream = this.#bind(element)
    // It runs before the sound goes there, so that nothing of it is lost on the way.
    await this.#gate.resume()
    if (isClosed()) return
    this.#source.disconnect()
    this.#source.connect(stream)
  }

  #bind(element: HTMLAudioElement): AudioNode {
    this.#stream = new MediaStreamAudioDestinationNode(this.#gate.context, { channelCount: 1 })
    const { signal } = this.#closing
    for (const type of ['pause', 'playing'])
      element.addEventListener(type, () => this.#turned(), { signal })
    this.#play(element, this.#stream)
    return this.#stream
  }

  #play(element: HTMLAudioElement, { stream }: MediaStreamAudioDestinationNode): void {
    element.srcObject = stream
    // It waits for a click as the context does, and is asked again with it. One that never played has no event for that.
    void element.play().catch(() => {
      if (!this.#closing.signal.aborted) this.#turned()
    })
  }
}
