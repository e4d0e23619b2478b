/** What `server_vad` is told. */
export interface HearingSettings {
  readonly threshold: number
  readonly prefixPaddingMs: number
  readonly silenceDurationMs: number
}

/** Times count audio received in this session, not wall clock, so that audio may come faster than real time. */
export type HearingEvent =
  /** Onset minus prefix padding, not before the previous turn's end. */
  | { readonly type: 'started'; readonly audioStartMs: number }
  /** The end includes the silence that was waited for. */
  | { readonly type: 'stopped'; readonly audioEndMs: number }

/** Finds turns in a stream of audio. */
export interface Hearing {
  /** From the next audio on, also in the middle of a turn, which goes on. */
  configure(settings: HearingSettings): void
  /** @param pcm - 24 kHz mono. @returns What was found, in order; events of one chunk may be several. */
  append(pcm: Int16Array): readonly HearingEvent[]
  /** Starts detection anew, as after `input_audio_buffer.clear`; the clock goes on. */
  reset(): void
}
