import { isFields, valueAt, withoutValueAt, type Fields } from './flatFields.ts'

/** A field of a session that a flat service has no word for. */
interface Gap {
  readonly at: readonly string[]
  /** What the service does anyway: to leave this out loses nothing. */
  readonly usual?: unknown
}

/** Only GA has them; the previews would refuse the whole update for one, and Voice Live would say yes and do nothing. */
const ONLY_GA: readonly Gap[] = [
  { at: ['truncation'], usual: 'auto' },
  { at: ['parallel_tool_calls'], usual: true },
  { at: ['reasoning'] },
  { at: ['turn_detection', 'idle_timeout_ms'], usual: null },
]

/** What `2024-10-01-preview` did not have yet. */
const SINCE_2025: readonly Gap[] = [
  { at: ['speed'], usual: 1 },
  { at: ['input_audio_noise_reduction'], usual: null },
  { at: ['turn_detection', 'create_response'], usual: true },
  { at: ['turn_detection', 'interrupt_response'], usual: true },
  { at: ['input_audio_transcription', 'language'] },
  { at: ['input_audio_transcription', 'prompt'] },
]

export const GAPS = { usual: ONLY_GA, in2024: [...ONLY_GA, ...SINCE_2025] }

/** The session without what the service does not have. */
export const withoutGaps = (gaps: readonly Gap[], session: Fields): Fields =>
  gaps.reduce((left, { at }) => withoutValueAt(left, at), session)

/** By its name in flat, what was asked for and is left out. */
export const missingOf = (gaps: readonly Gap[], session: unknown): readonly string[] =>
  isFields(session)
    ? gaps
        .filter(({ at, usual }) => {
          const value = valueAt(session, at)
          return value !== undefined && value !== usual
        })
        .map(({ at }) => at.join('.'))
    : []
