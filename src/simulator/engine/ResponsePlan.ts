import type { Turn } from '../brain/Brain.ts'
import type { CheckedRequest } from './CheckedRequest.ts'
import type { Conversation, Entry } from './Conversation.ts'
import { nameOf, voiceLocked, type EffectiveSession, type VoiceName } from './EffectiveSession.ts'
import { newItem } from './newItem.ts'
import { Refusal } from './Refusal.ts'
import type { SessionSettings } from './SessionSettings.ts'
import { isRecord } from './shape.ts'
import type { Wire } from './Wire.ts'
import { wireFormat, type WireFormat } from './WireFormat.ts'

/** What a response is to be: the session's settings, and over them what was asked for this one. */
export interface ResponsePlan {
  /** Where its items go; `null` is out of band. */
  readonly conversation: Conversation | null
  /** What it answers. */
  readonly context: readonly Entry[]
  readonly instructions: string
  readonly tools: Turn['tools']
  readonly output: 'audio' | 'text'
  readonly voice: VoiceName
  readonly format: WireFormat
  readonly maxTokens: number | 'inf'
  /** Whether the words are told with their times: only some dialects know how to ask for it. */
  readonly timesWords: boolean
  /** What `response.created` and `response.done` repeat of all this. */
  readonly described: object
}

/** The functions that may be called, by name. */
function callable(request: CheckedRequest, session: EffectiveSession): readonly string[] {
  const choice = request.tool_choice ?? session.tool_choice
  if (choice === 'none') return []
  const names = (request.tools ?? session.tools).flatMap(({ type, name }) =>
    type === 'function' && name !== undefined ? [name] : [],
  )
  // One function, or a server of others' tools.
  return isRecord(choice) ? names.filter((name) => name === choice['name']) : names
}

/** The items that are answered: those of the request, or the conversation as it is now. */
function contextOf(
  { input }: CheckedRequest,
  conversation: Conversation,
  newId: Wire['newId'],
  format: WireFormat,
): readonly Entry[] {
  if (input === undefined) return conversation.entries
  return input.map((given, index) => {
    const place = `response.input[${index}]`
    if (!isRecord(given) || given['type'] !== 'item_reference')
      return { ...newItem(given, newId('item'), place, format), heard: null }
    const entry = conversation.find(given['id'])
    if (entry) return entry
    const message = `Item with id '${String(given['id'])}' not found.`
    throw new Refusal('item_not_found', message, `${place}.id`)
  })
}

/** @throws Refusal */
export function planResponse(
  request: CheckedRequest,
  settings: SessionSettings,
  conversation: Conversation,
  newId: Wire['newId'],
): ResponsePlan {
  const session = settings.now
  const { output } = session.audio
  const voice = request.audio?.output?.voice ?? output.voice
  if (settings.hasSpoken && nameOf(voice) !== nameOf(output.voice))
    throw voiceLocked('response.audio.output.voice')
  const format = request.audio?.output?.format ?? output.format
  const modalities = request.output_modalities ?? session.output_modalities
  const maxTokens = request.max_output_tokens ?? session.max_output_tokens
  const temperature = request.temperature ?? session['temperature']
  const isOutside = request.conversation === 'none'
  const timestamps = session['output_audio_timestamp_types']
  return {
    conversation: isOutside ? null : conversation,
    context: contextOf(request, conversation, newId, settings.formats.input),
    instructions: request.instructions ?? session.instructions,
    tools: callable(request, session),
    output: modalities.includes('audio') ? 'audio' : 'text',
    voice,
    format: wireFormat(format),
    maxTokens,
    timesWords: Array.isArray(timestamps) && timestamps.includes('word'),
    described: {
      conversation_id: isOutside ? null : conversation.id,
      output_modalities: modalities,
      max_output_tokens: maxTokens,
      audio: { output: { format, voice } },
      metadata: request.metadata ?? null,
      ...(temperature !== undefined && { temperature }),
    },
  }
}
