import type { WireTurnDetection } from '../../protocol/settings.ts'
import type { Hearing, HearingEvent, HearingSettings } from '../hearing/Hearing.ts'
import { toMs } from './wireAudio.ts'

/** Silence that ends a turn under `semantic_vad`: half the order of what the service waits at most (8, 4 and 2 s). */
const EAGERNESS_SILENCE_MS: Readonly<Record<string, number>> = {
  low: 1500,
  medium: 800,
  auto: 800,
  high: 400,
}

function hearingSettings(detection: WireTurnDetection): HearingSettings {
  if (detection.type === 'semantic_vad')
    return {
      threshold: 0.5,
      prefixPaddingMs: 300,
      silenceDurationMs: EAGERNESS_SILENCE_MS[detection.eagerness ?? 'auto'] ?? 800,
    }
  return {
    threshold: detection.threshold ?? 0.5,
    prefixPaddingMs: detection.prefix_padding_ms ?? 300,
    silenceDurationMs: detection.silence_duration_ms ?? 200,
  }
}

/**
 * A {@link Hearing} for as long as turn detection is on, on the clock of the whole session.
 *
 * `semantic_vad` is an approximation. The service reads the words and waits up to 8, 4 or 2 s (low, medium or auto,
 * high eagerness) when a sentence sounds unfinished; here nobody reads, so eagerness sets a fixed silence: 1.5, 0.8
 * or 0.4 s. The order is the same, the moment is not.
 */
export class TurnDetector {
  readonly #create: () => Hearing
  #hearing: Hearing | null = null
  /** Audio that came before this hearing was made. */
  #offsetMs = 0
  #settings: HearingSettings | null = null
  #kind: string | null = null

  constructor(create: () => Hearing) {
    this.#create = create
  }

  get isOn(): boolean {
    return this.#hearing !== null
  }

  /** How much of the past a turn that starts now may reach back to. */
  get reachMs(): number {
    return (this.#settings?.prefixPaddingMs ?? 0) + 1000
  }

  /**
   * Another kind or threshold starts detection anew, as in the services; times take effect at once.
   *
   * @returns Whether it starts anew: then a turn that had begun is forgotten.
   */
  configure(detection: WireTurnDetection | null, receivedSamples: number): boolean {
    const settings = detection && hearingSettings(detection)
    const kind = detection && detection.type
    const isSame = JSON.stringify(settings) === JSON.stringify(this.#settings)
    const startsAnew = kind !== this.#kind || settings?.threshold !== this.#settings?.threshold
    this.#settings = settings
    this.#kind = kind
    if (settings === null) this.#hearing = null
    else if (this.#hearing === null) {
      this.#hearing = this.#create()
      this.#offsetMs = toMs(receivedSamples)
      this.#hearing.configure(settings)
    } else {
      if (startsAnew) this.#hearing.reset()
      if (!isSame) this.#hearing.configure(settings)
    }
    return startsAnew
  }

  append(pcm: Int16Array): readonly HearingEvent[] {
    const found = this.#hearing?.append(pcm) ?? []
    const offset = this.#offsetMs
    return found.map((event) =>
      event.type === 'started'
        ? { ...event, audioStartMs: Math.round(event.audioStartMs + offset) }
        : { ...event, audioEndMs: Math.round(event.audioEndMs + offset) },
    )
  }

  reset(): void {
    this.#hearing?.reset()
  }
}
