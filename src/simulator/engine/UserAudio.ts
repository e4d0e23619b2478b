import type { Hearing } from '../hearing/Hearing.ts'
import type { Conversation } from './Conversation.ts'
import type { EffectiveSession } from './EffectiveSession.ts'
import { InputAudio } from './InputAudio.ts'
import { Refusal } from './Refusal.ts'
import { TurnDetector } from './TurnDetector.ts'
import { decodeAudio, toMs, toSamples } from './wireAudio.ts'
import type { Wire } from './Wire.ts'

export interface UserAudioOptions {
  readonly wire: Wire
  readonly conversation: Conversation
  readonly createHearing: () => Hearing
  /** The words of a turn that begins now; `null` when they are not known. */
  readonly heard: (durationMs: number) => string | null
  readonly onSpeech: () => void
  /** A turn is part of the conversation. */
  readonly onTurn: (turn: {
    readonly itemId: string
    readonly heard: string | null
    readonly durationMs: number
    readonly endedBy: 'silence' | 'client'
  }) => void
}

/** What the user says, from chunks of sound to turns of the conversation. */
export class UserAudio {
  readonly #options: UserAudioOptions
  readonly #input = new InputAudio()
  readonly #detector: TurnDetector
  /** The turn that was announced by `speech_started` and is not over. */
  #speaking: { readonly itemId: string; readonly startMs: number } | null = null

  constructor(options: UserAudioOptions) {
    this.#options = options
    this.#detector = new TurnDetector(options.createHearing)
  }

  configure(session: EffectiveSession): void {
    const detection = session.audio.input.turn_detection
    // A change in mid-speech restarts detection, and what had begun is never ended.
    if (this.#detector.configure(detection, this.#input.received)) this.#speaking = null
  }

  append(audio: unknown): void {
    const samples = this.#input.append(decodeAudio(audio, 'audio'))
    if (!this.#detector.isOn) return
    for (const event of this.#detector.append(samples)) {
      if (event.type === 'started') this.#start(event.audioStartMs)
      else this.#stop(event.audioEndMs)
    }
    if (this.#speaking === null) this.#input.keepLast(this.#detector.reachMs)
  }

  commit(): void {
    if (this.#input.bufferedMs < 100)
      throw new Refusal(
        'input_audio_buffer_commit_empty',
        `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ${this.#input.bufferedMs.toFixed(2)}ms of audio.`,
      )
    const itemId = this.#speaking?.itemId ?? this.#options.wire.newId('item')
    this.#speaking = null
    this.#detector.reset()
    this.#add(itemId, this.#input.takeAll(), 'client')
  }

  clear(): void {
    this.#input.clear()
    this.#detector.reset()
    this.#speaking = null
    this.#options.wire.say({ type: 'input_audio_buffer.cleared' })
  }

  #start(startMs: number): void {
    const { wire, onSpeech } = this.#options
    const itemId = wire.newId('item')
    this.#speaking = { itemId, startMs }
    wire.say({
      type: 'input_audio_buffer.speech_started',
      audio_start_ms: startMs,
      item_id: itemId,
    })
    onSpeech()
  }

  #stop(endMs: number): void {
    if (this.#speaking === null) return
    const { itemId, startMs } = this.#speaking
    this.#speaking = null
    this.#options.wire.say({
      type: 'input_audio_buffer.speech_stopped',
      audio_end_ms: endMs,
      item_id: itemId,
    })
    this.#add(itemId, this.#input.takeTurn(toSamples(startMs), toSamples(endMs)), 'silence')
  }

  #add(itemId: string, sound: Int16Array, endedBy: 'silence' | 'client'): void {
    const { wire, conversation, onTurn } = this.#options
    const durationMs = toMs(sound.length)
    const heard = this.#options.heard(durationMs)
    wire.say({
      type: 'input_audio_buffer.committed',
      previous_item_id: conversation.lastId,
      item_id: itemId,
    })
    const item = {
      id: itemId,
      object: 'realtime.item',
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    } as const
    const previousId = conversation.add({ item, audio: [sound], heard })
    wire.say({ type: 'conversation.item.added', previous_item_id: previousId, item })
    wire.say({ type: 'conversation.item.done', previous_item_id: previousId, item })
    onTurn({ itemId, heard, durationMs, endedBy })
  }
}
