import { VOICE_RATE_HZ } from '../../audio/sound/pcm.ts'
import type { WireTurnDetection } from '../../protocol/settings.ts'
import { Refusal } from './Refusal.ts'
import type { SessionTool } from './SessionTool.ts'

/** A name, or an object that names it: GA's custom voices by `id`, Voice Live's by `name` or by `type` alone. */
export type VoiceName =
  string | { readonly id?: string; readonly name?: string; readonly type?: string }

/** G.711 is always 8 kHz. Only Voice Live has another rate than 24,000 Hz for PCM. */
export interface AudioFormat {
  readonly type: 'audio/pcm' | 'audio/pcmu' | 'audio/pcma'
  readonly rate?: number
}

interface InputSettings {
  readonly format: AudioFormat
  readonly transcription: { readonly model?: string } | null
  readonly noise_reduction: object | null
  readonly turn_detection: WireTurnDetection | null
}

interface OutputSettings {
  readonly format: AudioFormat
  readonly voice: VoiceName
  readonly speed: number
}

interface KnownSession {
  readonly id: string
  readonly model: string
  readonly instructions: string
  readonly output_modalities: readonly ('audio' | 'text')[]
  readonly max_output_tokens: number | 'inf'
  readonly tools: readonly SessionTool[]
  readonly tool_choice: unknown
  /** Unix seconds. */
  readonly expires_at: number
  readonly audio: { readonly input: InputSettings; readonly output: OutputSettings }
}

/** The whole session as it is in force, as `session.updated` tells it. */
export type EffectiveSession = KnownSession & Readonly<Record<string, unknown>>

/** A change that was checked: turn detection is whole, everything else is only what changes. */
export type SessionUpdate = Readonly<Record<string, unknown>> &
  Partial<Omit<KnownSession, 'audio'>> & {
    readonly audio?: {
      readonly input?: Partial<InputSettings>
      readonly output?: Partial<OutputSettings>
    }
  }

export const voiceLocked = (path: string) =>
  new Refusal(
    'cannot_update_voice',
    "Cannot update a conversation's voice if assistant audio is present.",
    path,
  )

export const notATranscription = () =>
  new Refusal(
    null,
    'Passing a transcription session update event to a realtime session is not allowed.',
  )

/** Whatever a client put there: not every service checks all of it. */
export function nameOf(voice: VoiceName): string {
  if (typeof voice === 'string') return voice
  const names: readonly unknown[] = [voice.id, voice.name, voice.type]
  return names.find((name) => typeof name === 'string') ?? ''
}

/** It writes while it listens, and leaves the turns to the client. */
const NO_DETECTION = 'gpt-realtime-whisper'

function assertEarsFit({ transcription, turn_detection }: InputSettings): void {
  if (turn_detection === null || !transcription?.model?.startsWith(NO_DETECTION)) return
  const place = 'session.audio.input.turn_detection'
  const message = `Invalid '${place}': must be null when the transcription model is '${NO_DETECTION}'.`
  throw new Refusal('invalid_value', message, place)
}

/** What an object leaves out stays as it was. */
const merged = <T extends object | null>(before: T, asked: T | undefined): T =>
  asked === undefined ? before : asked && before ? { ...before, ...asked } : asked

const withRate = (format: AudioFormat): AudioFormat =>
  format.type === 'audio/pcm' ? { ...format, rate: format.rate ?? VOICE_RATE_HZ } : format

/**
 * The session after a checked `session.update`, or a {@link Refusal} and nothing has changed.
 *
 * @param hasSpoken - Whether the assistant has made any sound: its voice is fixed from then on.
 */
export function updatedSession(
  before: EffectiveSession,
  asked: SessionUpdate,
  hasSpoken: boolean,
): EffectiveSession {
  const { audio, ...rest } = asked
  const { input, output } = before.audio
  const voice = audio?.output?.voice ?? output.voice
  if (hasSpoken && nameOf(voice) !== nameOf(output.voice))
    throw voiceLocked('session.audio.output.voice')
  const ears = {
    ...input,
    ...audio?.input,
    format: withRate(audio?.input?.format ?? input.format),
    transcription: merged(input.transcription, audio?.input?.transcription),
    noise_reduction: merged(input.noise_reduction, audio?.input?.noise_reduction),
  }
  assertEarsFit(ears)
  return {
    ...before,
    ...rest,
    id: before.id,
    model: before.model,
    audio: {
      input: ears,
      output: {
        ...output,
        ...audio?.output,
        format: withRate(audio?.output?.format ?? output.format),
      },
    },
  }
}
