import { playbackContext, type AudioContextType, type VoiceContext } from '../audioContext.ts'

export interface OutputGateOptions {
  readonly AudioContext?: AudioContextType | undefined
  /**
   * How the sound leaves the page. `direct`: from the context, the shortest way, from which Chromium and Firefox
   * cancel the echo. `element`: through an `<audio>`, which adds a latency that no browser tells; on iOS, echo is said
   * to be cancelled only from there. `auto`: `element` on WebKit (Safari, and every browser of an iPhone), else
   * `direct`. Safari is untested. @defaultValue 'auto'
   */
  readonly outputRoute?: 'auto' | 'direct' | 'element' | undefined
}

/** How long a browser may take to start before it is taken to wait for a click: its own promise then never settles. */
const RESUME_MS = 300

/** What browsers open only in a click: create it there, and call `resume` there. The rest of the way to the ear can wait. */
export class OutputGate {
  readonly shared: VoiceContext
  /** There from the start where the sound goes through one, because it has to be unlocked like the context. */
  element: HTMLAudioElement | null

  /** Throws a VoiceError `audio_failed` where there is no Web Audio. */
  constructor({ AudioContext, outputRoute = 'auto' }: OutputGateOptions) {
    this.shared = playbackContext(AudioContext)
    const isElement = outputRoute === 'element' || (outputRoute === 'auto' && isWebKit())
    this.element = isElement ? newElement() : null
  }

  get context(): AudioContext {
    return this.shared.context
  }

  get isOpen(): boolean {
    return this.context.state === 'running' && !this.isElementSilent
  }

  /** Whether the sound goes through an element that does not play: nobody hears it, though the context may run. */
  get isElementSilent(): boolean {
    return this.element?.srcObject != null && this.element.paused
  }

  /** Asks the browser to play, in this very call, and answers whether it does, within 300 ms. */
  async resume(): Promise<boolean> {
    const { context, element } = this
    // Asked during a phone call, iOS says yes afterwards and stays silent.
    if (context.state === 'interrupted') return false
    // Also before it has anything to play: WebKit unlocks it by that.
    const played = element?.play().catch(() => undefined)
    const resumed = context.resume().catch(() => undefined)
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, RESUME_MS)))
    await Promise.race([Promise.all([resumed, element?.srcObject && played]), patience])
    clearTimeout(timer)
    return this.isOpen
  }

  release(): void {
    this.element?.pause()
    this.shared.release()
  }
}

/** Every browser on an iPhone is one; the vendor is the same in all of them. */
const isWebKit = () => typeof navigator !== 'undefined' && navigator.vendor.startsWith('Apple')

export function newElement(): HTMLAudioElement {
  const element = new Audio()
  element.setAttribute('playsinline', '')
  return element
}
