import { VoiceError } from '../base/errors.ts'
import { VOICE_RATE_HZ } from './sound/pcm.ts'
import { PLAYBACK_PROCESSOR } from './worklet/voiceMessages.ts'

export type AudioContextType = typeof AudioContext

/** A context that may have the worklet in it. Nothing of it is heard before `resume` was called from a click. */
export class VoiceContext {
  readonly context: AudioContext
  readonly #leavePage: () => void
  #users = 0
  #worklet: Promise<void> | null = null

  /** @param leavePage - Called when nobody else is to use it from now on. */
  constructor(context: AudioContext, leavePage: () => void = () => undefined) {
    this.context = context
    this.#leavePage = leavePage
  }

  /** Whether others play through it as well, so that what is done to it is done to them. */
  get isShared(): boolean {
    return this.#users > 1
  }

  /** Loads once; after a failure it may be tried again, in another way. */
  addWorklet(load: (context: AudioContext) => Promise<void>): Promise<void> {
    this.#worklet ??= load(this.context).catch((error: unknown) => {
      this.#worklet = null
      throw error
    })
    return this.#worklet
  }

  /** Every call wants a `release`; the last one closes the context. */
  use(): this {
    this.#users++
    return this
  }

  /** Who comes from here on gets another one: this one is broken, or has a loudspeaker of its own. */
  retire(): void {
    this.#leavePage()
  }

  release(): void {
    if (--this.#users > 0) return
    this.retire()
    // Safari rejects when it was closed by the system before.
    const close = () => this.context.close().catch(() => undefined)
    // Chromium 156 kills the tab when a context is closed while a worklet is being added to it.
    void (this.#worklet ?? Promise.resolve()).then(close, close)
  }
}

/**
 * The page's one output. It hangs on the page and not in this module, because what it guards is the page's: browsers allow
 * few contexts, and two copies of this package (in a bundle and in a frame-less widget beside it) share that limit.
 * Copies whose worklets speak differently keep apart: a context holds the first worklet that it is given.
 */
const OUTPUT = Symbol.for(`react-realtime-voice.output:${PLAYBACK_PROCESSOR}`)
interface Page {
  [OUTPUT]?: VoiceContext | undefined
}

/** The output that all players of a page share, at 24 kHz where the browser can; a type of its own gets a context of its own. */
export function playbackContext(type?: AudioContextType): VoiceContext {
  if (type) return new VoiceContext(openedAtVoiceRate(type)).use()
  const page: Page & typeof globalThis = globalThis
  const shared = page[OUTPUT]
  if (shared && shared.context.state !== 'closed') return shared.use()
  const fresh = new VoiceContext(openedAtVoiceRate(platformType()), () => {
    if (page[OUTPUT] === fresh) page[OUTPUT] = undefined
  })
  page[OUTPUT] = fresh
  return fresh.use()
}

/** For a microphone: at the rate of the device, which is faster and truer than what browsers resample themselves. */
export const captureContext = (type?: AudioContextType): VoiceContext =>
  new VoiceContext(opened(type ?? platformType(), {})).use()

function platformType(): AudioContextType {
  if (typeof AudioContext === 'undefined') throw new VoiceError('audio_failed')
  return AudioContext
}

function openedAtVoiceRate(type: AudioContextType): AudioContext {
  try {
    return new type({ sampleRate: VOICE_RATE_HZ, latencyHint: 'interactive' })
  } catch {
    return opened(type, { latencyHint: 'interactive' })
  }
}

function opened(type: AudioContextType, options: AudioContextOptions): AudioContext {
  try {
    return new type(options)
  } catch (cause) {
    throw new VoiceError('audio_failed', { cause })
  }
}
