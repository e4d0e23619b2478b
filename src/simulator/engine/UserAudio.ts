import type { Hearing } from '../hearing/Hearing.ts'
import type { Conversation } from './Conversation.ts'
import type { AudioFormat, EffectiveSession } from './EffectiveSession.ts'
import { InputAudio } from './InputAudio.ts'
import { InputDecoder } from './InputDecoder.ts'
import { Refusal } from './Refusal.ts'
import { slicesOf } from './slicesOf.ts'
import { TurnDetector } from './TurnDetector.ts'
import { decodeAudio, toMs, toSamples } from './wireAudio.ts'
import type { Wire } from './Wire.ts'
import { wireFormat } from './WireFormat.ts'

/** A turn of the user that is part of the conversation now. */
export interface SpokenTurn {
  readonly itemId: string
  readonly heard: string | null
  readonly durationMs: number
  readonly endedBy: 'silence' | 'client' | 'timeout'
}

export interface UserAudioOptions {
  readonly wire: Wire
  readonly conversation: Conversation
  readonly createHearing: () => Hearing
  /** The words of a turn that begins now; `null` when they are not known. */
  readonly heard: (durationMs: number) => string | null
  readonly onSpeech: () => void
  /** What was announced as speech is none after all, and never becomes a turn. */
  readonly onFalseStart: () => void
  readonly onTurn: (turn: SpokenTurn) => void
}

/** What the user says, from chunks of sound to turns of the conversation. */
export class UserAudio {
  readonly #options: UserAudioOptions
  readonly #input = new InputAudio()
  readonly #detector: TurnDetector
  #decoder = new InputDecoder(wireFormat({ type: 'audio/pcm' }))
  #format: AudioFormat | null = null
  /** The turn that was announced by `speech_started` and is not over. */
  #speaking: { readonly itemId: string; readonly startMs: number } | null = null

  constructor(options: UserAudioOptions) {
    this.#options = options
    this.#detector = new TurnDetector(options.createHearing)
  }

  get isSpeaking(): boolean {
    return this.#speaking !== null
  }

  /** All audio of this session, in whole milliseconds. */
  get receivedMs(): number {
    return Math.floor(toMs(this.#input.received) + this.#decoder.pendingMs)
  }

  configure({ audio: { input } }: EffectiveSession): void {
    const { type, rate } = input.format
    if (type !== this.#format?.type || rate !== this.#format.rate) {
      this.#flush()
      this.#dropTurn()
      this.#decoder = new InputDecoder(wireFormat(input.format))
    }
    this.#format = input.format
    // Then what had begun is never ended.
    if (this.#detector.configure(input.turn_detection, this.#input.received)) this.#dropTurn()
  }

  /** Each step hears a slice; ordinary appends have one only. @throws Refusal in the first, and nothing was heard. */
  *append(audio: unknown): Generator<undefined, void> {
    const bytes = decodeAudio(audio, 'audio')
    this.#input.assertRoomFor(this.#decoder.lengthMs(bytes))
    for (const [index, slice] of slicesOf(bytes, this.#decoder.format).entries()) {
      if (index > 0) yield
      this.#hear(slice)
    }
  }

  #hear(bytes: Uint8Array): void {
    const samples = this.#decoder.decode(bytes)
    this.#input.append(samples)
    if (!this.#detector.isOn) return
    for (const event of this.#detector.append(samples)) {
      if (event.type === 'started') this.#start(event.audioStartMs)
      else this.#stop(event.audioEndMs)
    }
    if (this.#speaking === null) this.#input.keepLast(this.#detector.reachMs)
  }

  commit(): void {
    const bufferedMs = this.#input.bufferedMs + this.#decoder.pendingMs
    if (bufferedMs < 100)
      throw new Refusal(
        'input_audio_buffer_commit_empty',
        `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ${bufferedMs.toFixed(2)}ms of audio.`,
      )
    const itemId = this.#speaking?.itemId ?? this.#options.wire.newId('item')
    this.#flush()
    this.#announce(null)
    this.#add(itemId, this.#input.takeAll(), 'client')
  }

  clear(): void {
    this.#flush()
    this.#dropTurn()
    this.#decoder = new InputDecoder(this.#decoder.format)
    this.#input.clear()
    this.#options.wire.say({ type: 'input_audio_buffer.cleared' })
  }

  /** Nobody spoke for `idle_timeout_ms`: a turn with nothing in it. */
  commitSilence(startMs: number): void {
    const { wire } = this.#options
    const itemId = wire.newId('item')
    wire.say({
      type: 'input_audio_buffer.timeout_triggered',
      audio_start_ms: startMs,
      audio_end_ms: this.receivedMs,
      item_id: itemId,
    })
    this.#add(itemId, new Int16Array(0), 'timeout')
  }

  /** Takes in what is still on its way; what comes next is heard as if it were the first. */
  #flush(): void {
    const rest = this.#decoder.flush()
    this.#input.append(rest)
    // Only so that its clock goes on: what it hears in these few samples is of no use any more.
    if (rest.length > 0) this.#detector.append(rest)
    this.#detector.reset()
  }

  #dropTurn(): void {
    if (!this.isSpeaking) return
    this.#announce(null)
    this.#options.onFalseStart()
  }

  /** Nobody else may take the id of a turn that was announced, or the turn would have no place. */
  #announce(turn: { readonly itemId: string; readonly startMs: number } | null): void {
    this.#speaking = turn
    this.#options.conversation.reserve(turn && turn.itemId)
  }

  #start(startMs: number): void {
    const { wire, onSpeech } = this.#options
    const itemId = wire.newId('item')
    this.#announce({ itemId, startMs })
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
    this.#announce(null)
    this.#options.wire.say({
      type: 'input_audio_buffer.speech_stopped',
      audio_end_ms: endMs,
      item_id: itemId,
    })
    this.#add(itemId, this.#input.takeTurn(toSamples(startMs), toSamples(endMs)), 'silence')
  }

  #add(itemId: string, sound: Int16Array, endedBy: SpokenTurn['endedBy']): void {
    const { wire, conversation, onTurn } = this.#options
    const durationMs = toMs(sound.length)
    const heard = endedBy === 'timeout' ? null : this.#options.heard(durationMs)
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
