import { VoiceError } from '../../base/errors.ts'
import type { CaptureClick } from './CaptureClick.ts'
import { CaptureEars, type Ear } from './CaptureEars.ts'
import { CaptureGraph } from './CaptureGraph.ts'
import type { CaptureHost } from './CaptureHost.ts'
import type { CaptureOptions } from './CaptureOptions.ts'
import { CaptureStreams } from './CaptureStreams.ts'
import type { Capture, CaptureWatch } from './CaptureWatch.ts'
import { captureWatches } from './captureWatches.ts'
import { deviceOf } from '../devices/deviceOf.ts'
import type { MicrophoneState } from '../MicrophoneSource.ts'
import type { CapturedChunk } from '../worklet/voiceMessages.ts'
import { within } from './within.ts'

/** A running microphone, from the click to `close`: all that only somebody who talks needs. Used once. */
export class CaptureEngine implements Capture {
  readonly #click: CaptureClick
  readonly #host: CaptureHost
  readonly #streams: CaptureStreams
  readonly #graph: CaptureGraph
  readonly #ears: CaptureEars
  #watches: readonly CaptureWatch[] = []
  #chosenId: string | null
  #track: MediaStreamTrack | null = null
  #isMuted = false
  #isInterrupted = false
  #isClosed = false

  constructor(click: CaptureClick, options: CaptureOptions, host: CaptureHost) {
    this.#click = click
    this.#chosenId = click.deviceId
    this.#host = host
    this.#streams = new CaptureStreams(options.constraints)
    this.#graph = new CaptureGraph(click.shared, options, {
      captured: (chunk) => this.#hear(chunk),
      interrupted: (isInterrupted) => {
        this.#isInterrupted = isInterrupted
        if (isInterrupted) host.meter.measure(0)
        this.#tellMuted()
      },
      failed: (error) => this.lose(error),
    })
    this.#ears = new CaptureEars(host.ears, within(options.prerollMs, 0, 2000, 300))
  }

  get chosenId(): string | null {
    return this.#chosenId
  }

  get track(): MediaStreamTrack {
    if (this.#track === null) throw new VoiceError('microphone_lost')
    return this.#track
  }

  get state(): MicrophoneState {
    return this.#host.state()
  }

  /** Rejects with a VoiceError, and is to be closed then. Resolves, to no effect, when it was closed while it waited. */
  async open(): Promise<void> {
    const loaded = this.#graph.load()
    // The answer of the user is told first: that the page is not secure explains the worklet as well.
    loaded.catch(() => undefined)
    const asked = this.#streams.answered(this.#click.asked)
    const stream = await asked.catch((error: unknown) => this.#withoutChosen(error))
    if (!this.#streams.keep(stream)) return
    await loaded
    if (this.#isClosed) return
    this.#graph.setRates(this.#ears.ratesHz())
    await this.#plug(stream)
    this.#watches = captureWatches(this)
  }

  /** Another device; this one goes on until that one is heard. Rejects with a VoiceError: then nothing has changed. */
  async select(deviceId: string | null): Promise<void> {
    const isWanted = this.#streams.choose()
    const isOther = deviceId !== this.#chosenId
    try {
      if (isOther) await this.swap(await this.#streams.ask(deviceId, true))
      if (!isWanted()) return
      this.#chosenId = deviceId
      this.#host.change({ error: null, ...(isOther && { notice: null }) })
    } catch (error) {
      if (isWanted()) throw error
    } finally {
      // Who saw to that has stood back for this choice.
      if (isWanted() && this.#track?.readyState === 'ended') this.#ended()
    }
  }

  /** In a click, browsers let a context run that they did not before. */
  resume(): void {
    this.#graph.resume()
  }

  ask(deviceId: string | null): Promise<MediaStream> {
    return this.#streams.ask(deviceId)
  }

  async swap(stream: MediaStream): Promise<void> {
    if (!this.#streams.keep(stream)) return
    try {
      await this.#plug(stream)
    } catch (error) {
      this.#streams.letGoOf(stream)
      throw error
    }
    this.#streams.letGoOfOthers(stream)
  }

  tell(part: Partial<Pick<MicrophoneState, 'device' | 'notice'>>): void {
    if (!this.#isClosed) this.#host.change(part)
  }

  lose(error: VoiceError): void {
    if (!this.#isClosed) this.#host.lost(error)
  }

  setMuted(muted: boolean): void {
    this.#isMuted = muted
    if (muted) this.#ears.forget()
    this.#graph.setMuted(muted)
  }

  joined(ear: Ear): void {
    this.#graph.setRates(this.#ears.ratesHz())
    this.#ears.joined(ear)
  }

  left(ear: Ear): void {
    this.#ears.left(ear)
    this.#graph.setRates(this.#ears.ratesHz())
  }

  /** Lets go of the device at once. The last chunk still comes. */
  close(): void {
    this.#isClosed = true
    for (const watch of this.#watches) watch.stop()
    this.#streams.close()
    this.#graph.close()
  }

  /** A chosen device that is gone gives way to the system's choice, once, and the user is told. */
  async #withoutChosen(error: unknown): Promise<MediaStream> {
    const isGone = error instanceof VoiceError && error.code === 'microphone_missing'
    if (!isGone || this.#chosenId === null || this.#isClosed) throw error
    const stream = await this.ask(null)
    const device = stream.getAudioTracks()[0]?.label
    const details = { before: 'The chosen microphone', ...(device && { device }) }
    this.tell({ notice: new VoiceError('device_changed', { details }) })
    return stream
  }

  async #plug(stream: MediaStream): Promise<void> {
    const [track] = stream.getAudioTracks()
    if (track === undefined) throw new VoiceError('microphone_missing')
    await this.#graph.plug(stream)
    if (this.#isClosed) return
    this.#track = track
    const isHeard = () => track === this.#track && !this.#isClosed
    const tellMuted = () => isHeard() && this.#tellMuted()
    track.addEventListener('mute', tellMuted)
    track.addEventListener('unmute', tellMuted)
    track.addEventListener('ended', () => isHeard() && this.#ended())
    this.#host.change({ device: deviceOf(track) })
    this.#tellMuted()
    for (const watch of this.#watches) watch.heard?.(track)
  }

  /** To the user it is the same: the system, and not the page, has taken the sound. */
  #tellMuted(): void {
    const isMutedBySystem = this.#isInterrupted || this.#track?.muted === true
    // Before there is a track it is not muted, but asked for.
    if (this.#track && !this.#isClosed) this.#host.change({ isMutedBySystem })
  }

  #ended(): void {
    const isSeenTo = this.#watches.map((watch) => watch.ended?.() ?? false).includes(true)
    if (!isSeenTo) this.lose(new VoiceError('microphone_lost'))
  }

  #hear(chunk: CapturedChunk): void {
    if (this.#isClosed && (!chunk.last || this.#host.hasSuccessor())) return
    if (chunk.rateHz === chunk.ratesHz[0]) this.#level(chunk)
    if (chunk.pcm && chunk.pcm.length > 0 && !this.#isMuted) this.#ears.deliver(chunk.pcm, chunk)
  }

  #level(chunk: CapturedChunk): void {
    // What was on its way when the system took the sound is not how loud it is now.
    this.#host.meter.measure(chunk.last || this.#isInterrupted ? 0 : chunk.rms)
    for (const watch of this.#watches) if (!this.#isClosed) watch.chunk?.(chunk)
  }
}
