import type { WireTurnDetection } from '../../protocol/settings.ts'
import type { Hearing, HearingEvent, HearingSettings } from '../hearing/Hearing.ts'
import { toMs } from './wireAudio.ts'

/**
 * Silence that ends a turn under `semantic_vad`. The real one reads the words; this stands in for it
 * with the same order: an eager one waits less.
 */
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

/** A {@link Hearing} for as long as turn detection is on, on the clock of the whole session. */
export class TurnDetector {
  readonly #create: () => Hearing
  #hearing: Hearing | null = null
  /** Audio that came before this hearing was made. */
  #offsetMs = 0
  #settings: HearingSettings | null = null

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

  /** @returns Whether anything changed: then a turn that had begun is forgotten. */
  configure(detection: WireTurnDetection | null, receivedSamples: number): boolean {
    const settings = detection && hearingSettings(detection)
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return false
    this.#settings = settings
    if (settings === null) {
      this.#hearing = null
      return true
    }
    if (this.#hearing === null) {
      this.#hearing = this.#create()
      this.#offsetMs = toMs(receivedSamples)
    } else this.#hearing.reset()
    this.#hearing.configure(settings)
    return true
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
