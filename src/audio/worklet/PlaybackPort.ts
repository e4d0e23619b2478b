import { VOICE_RATE_HZ } from '../sound/pcm.ts'
import { PlaybackQueue, type QueueEdge } from './PlaybackQueue.ts'
import { PlaybackRenderer } from './PlaybackRenderer.ts'
import type { PlaybackCommand, PlaybackProcessorOptions, PlaybackReport } from './voiceMessages.ts'

/** The page reckons between two by the clock. A message costs both threads more than what is in it. */
const REPORTS_A_SECOND = 2

/** The end of a port at which sound is rendered: obeys commands, fills blocks and reports. Apart from its thread, so that it runs anywhere. */
export class PlaybackPort {
  readonly #post: (report: PlaybackReport) => void
  readonly #rateHz: number
  readonly #queue: PlaybackQueue
  readonly #renderer: PlaybackRenderer
  #isOpen = true
  #cuts = 0
  /** The context's clock at the start of the block. In an array: a fraction in a field may be a new number on the heap. */
  readonly #blockSeconds = new Float64Array(1)
  #blockSamples = 0
  #frames = 0
  /** Whether the page was told of silence in the midst of an item, and takes it to stand still. */
  #isDry = false
  /** Which item the page takes to sound. */
  #toldId: string | null = null

  constructor(
    post: (report: PlaybackReport) => void,
    rateHz: number,
    nowSeconds: number,
    options?: PlaybackProcessorOptions | null,
  ) {
    this.#post = post
    this.#rateHz = rateHz
    this.#queue = new PlaybackQueue((edge, at) => this.#reportEdge(edge, at), options ?? {})
    this.#renderer = new PlaybackRenderer(this.#queue, rateHz)
    this.#blockSeconds[0] = nowSeconds
  }

  /** Whether there can be more to render. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Anything else than a command is ignored: it may come from another version of this package. */
  obey(command: unknown): void {
    if (!this.#isOpen || !isCommand(command)) return
    if (command.type === 'audio') this.#queue.push(command.itemId, command.samples)
    else if (command.type === 'end') this.#queue.end(command.itemId)
    else if (command.type === 'hold') this.#queue.hold(command.isHeld)
    else this.#cut(command)
  }

  /** Fills all of `output`, of any length. `nowSeconds` is the context's clock at its first sample. */
  render(output: Float32Array, nowSeconds: number): void {
    this.#blockSeconds[0] = nowSeconds
    this.#blockSamples = output.length
    this.#renderer.render(output)
    this.#frames += output.length
    const isDue = this.#frames >= this.#rateHz / REPORTS_A_SECOND
    if (isDue) this.#frames = 0
    const goesOn = this.#isDry && this.#queue.sounds
    if (goesOn) this.#isDry = false
    // Two items may take turns, and only the first of their turns is an edge.
    const isOther = this.#queue.sounds && this.#queue.itemId !== this.#toldId
    if (isDue || goesOn || isOther) this.#reportPosition()
  }

  /** The context's clock at the end of the block. */
  get #endSeconds(): number {
    return this.#blockSeconds[0]! + this.#blockSamples / this.#rateHz
  }

  #cut({ type }: PlaybackCommand): void {
    this.#isOpen = type !== 'close'
    this.#cuts++
    const counts = this.#queue.interrupt()
    if (this.#isOpen) this.#post({ type: 'interrupted', counts, ...this.#stamp(this.#endSeconds) })
  }

  #reportPosition(): void {
    const at = this.#queue.position()
    if (at === null) return
    const { itemId, playedSamples } = at
    this.#toldId = itemId
    const stamp = this.#stamp(this.#endSeconds)
    this.#post({ type: 'position', itemId, playedSamples, ...stamp })
  }

  /** @param atSample - Of the block, at the rate of the queue. */
  #reportEdge({ type, itemId }: QueueEdge, atSample: number): void {
    // Not by an end: another item may have run dry before.
    if (type !== 'drained') this.#isDry = type === 'underrun'
    if (type === 'started') this.#toldId = itemId
    const stamp = this.#stamp(this.#blockSeconds[0]! + atSample / VOICE_RATE_HZ)
    this.#post({ type, itemId, ...stamp })
  }

  #stamp(pulledSeconds: number) {
    return { atSeconds: pulledSeconds + this.#renderer.delaySeconds, cuts: this.#cuts }
  }
}

function isCommand(data: unknown): data is PlaybackCommand {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false
  if (data.type === 'interrupt' || data.type === 'close') return true
  if (data.type === 'hold') return 'isHeld' in data && typeof data.isHeld === 'boolean'
  if (!('itemId' in data) || typeof data.itemId !== 'string') return false
  if (data.type === 'end') return true
  return data.type === 'audio' && 'samples' in data && data.samples instanceof Int16Array
}
