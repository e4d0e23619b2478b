import type { WireTurnDetection } from '../../protocol/settings.ts'
import { Refusal } from './Refusal.ts'
import { sessionShape } from './sessionShape.ts'
import { isRecord } from './shape.ts'
import { DETECTION, updatedDetection } from './turnDetection.ts'

export type VoiceName = string | { readonly id: string }

interface InputSettings {
  readonly format: object
  readonly transcription: { readonly model?: string } | null
  readonly noise_reduction: object | null
  readonly turn_detection: WireTurnDetection | null
}

interface OutputSettings {
  readonly format: object
  readonly voice: VoiceName
  readonly speed: number
}

interface KnownSession {
  readonly id: string
  readonly model: string
  readonly instructions: string
  readonly output_modalities: readonly ('audio' | 'text')[]
  readonly max_output_tokens: number | 'inf'
  readonly audio: { readonly input: InputSettings; readonly output: OutputSettings }
}

/** The whole session as it is in force, as `session.updated` tells it. */
export type EffectiveSession = KnownSession & Readonly<Record<string, unknown>>

type SessionUpdate = Partial<Omit<KnownSession, 'audio'>> & {
  readonly audio?: {
    readonly input?: Partial<Omit<InputSettings, 'turn_detection'>> & {
      readonly turn_detection?: object | null
    }
    readonly output?: Partial<OutputSettings>
  }
}

const PCM = { type: 'audio/pcm', rate: 24_000 }

function assertUpdate(value: unknown): asserts value is SessionUpdate {
  if (isRecord(value) && value['type'] === 'transcription')
    throw new Refusal(
      null,
      'Passing a transcription session update event to a realtime session is not allowed.',
    )
  sessionShape(value, 'session')
}

/** What a session starts with, as captured from the live service (2026). @param nowMs - Unix milliseconds. */
export function startingSession(id: string, model: string, nowMs: number): EffectiveSession {
  return {
    type: 'realtime',
    object: 'realtime.session',
    id,
    model,
    output_modalities: ['audio'],
    instructions: '',
    tools: [],
    tool_choice: 'auto',
    max_output_tokens: 'inf',
    tracing: null,
    prompt: null,
    truncation: 'auto',
    expires_at: Math.floor(nowMs / 1000) + 3600,
    include: null,
    audio: {
      input: {
        format: PCM,
        transcription: null,
        noise_reduction: null,
        turn_detection: DETECTION.server_vad,
      },
      output: { format: PCM, voice: 'marin', speed: 1 },
    },
  }
}

export const voiceLocked = (path: string) =>
  new Refusal(
    'cannot_update_voice',
    "Cannot update a conversation's voice if assistant audio is present.",
    path,
  )

export const nameOf = (voice: VoiceName): string => (typeof voice === 'string' ? voice : voice.id)

/**
 * The session after a `session.update`, or a {@link Refusal} and nothing has changed.
 *
 * @param hasSpoken - Whether the assistant has made any sound: its voice is fixed from then on.
 */
export function updatedSession(
  before: EffectiveSession,
  asked: unknown,
  hasSpoken: boolean,
): EffectiveSession {
  assertUpdate(asked)
  const { audio, ...rest } = asked
  const { input, output } = before.audio
  const voice = audio?.output?.voice ?? output.voice
  if (hasSpoken && nameOf(voice) !== nameOf(output.voice))
    throw voiceLocked('session.audio.output.voice')
  const turnDetection = updatedDetection(input.turn_detection, audio?.input?.turn_detection)
  return {
    ...before,
    ...rest,
    id: before.id,
    model: before.model,
    audio: {
      input: { ...input, ...audio?.input, turn_detection: turnDetection },
      output: { ...output, ...audio?.output },
    },
  }
}
