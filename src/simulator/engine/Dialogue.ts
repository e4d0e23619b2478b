import type { AskedBy } from '../brain/Brain.ts'
import type { ResponseFault } from '../faults/FaultRule.ts'
import type { CheckedRequest } from './CheckedRequest.ts'
import type { Conversation } from './Conversation.ts'
import type { EffectiveSession } from './EffectiveSession.ts'
import { IdleTimeout } from './IdleTimeout.ts'
import { InputTranscription } from './InputTranscription.ts'
import { Refusal } from './Refusal.ts'
import { Playback } from './Playback.ts'
import { planResponse } from './ResponsePlan.ts'
import { Responses } from './Responses.ts'
import type { SimulatedSessionOptions } from './SimulatedSessionOptions.ts'
import type { SessionSettings } from './SessionSettings.ts'
import { Sounds } from './Sounds.ts'
import { countUserTurns, speechPlaceholder } from './turnOf.ts'
import { UserAudio, type SpokenTurn } from './UserAudio.ts'
import type { Wire } from './Wire.ts'

/** What a dialogue needs of the session that it belongs to. */
export interface DialogueHost {
  readonly wire: Wire
  readonly settings: SessionSettings
  /** Nobody asked for what was refused: the service itself did. */
  readonly refuse: (refusal: Refusal) => void
}

/** The two who talk: who is heard, who answers, and what makes the one follow the other. */
export class Dialogue {
  readonly user: UserAudio
  readonly #host: DialogueHost
  readonly #conversation: Conversation
  readonly #responses: Responses
  readonly #transcription: InputTranscription
  readonly #playback: Playback
  readonly #idle: IdleTimeout

  constructor(host: DialogueHost, conversation: Conversation, options: SimulatedSessionOptions) {
    const { wire } = host
    const { brain, createHearing, voice = null, clips = {}, pace = 4, latencyMs = 0 } = options
    this.#host = host
    this.#conversation = conversation
    this.#transcription = new InputTranscription(wire, conversation, options.transcription ?? {})
    this.user = new UserAudio({
      wire,
      conversation,
      createHearing,
      heard: (durationMs) => {
        try {
          return brain.heard?.({ index: countUserTurns(conversation.entries), durationMs }) ?? null
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          wire.log(`The brain failed to tell what it heard: ${why}`)
          return null
        }
      },
      onSpeech: () => this.#hearSpeech(),
      onFalseStart: () => this.#idle.startAnew(),
      onTurn: (turn) => this.#endTurn(turn),
    })
    const playback = new Playback(wire.clock)
    this.#playback = playback
    this.#idle = new IdleTimeout({
      ...{ clock: wire.clock, playback },
      isSpeaking: () => this.user.isSpeaking,
      receivedMs: () => this.user.receivedMs,
      onTimeout: (startMs) => this.user.commitSilence(startMs),
    })
    this.#responses = new Responses({
      ...{ wire, brain, pace, latencyMs },
      sounds: new Sounds(voice, clips, wire.log),
      onSound: (spoken) => host.settings.noteSound(spoken),
      onFault: (action) => {
        if (options.onFault) options.onFault(action)
        else wire.log(`A reply asks for ${JSON.stringify(action)}, but there is no line to break.`)
      },
      listener: {
        begun: () => this.#idle.stop(),
        sounded: (ms) => playback.sent(ms),
        ended: () => this.#idle.wait(),
      },
    })
  }

  configure(session: EffectiveSession): void {
    this.user.configure(session)
    this.#idle.configure(session.audio.input.turn_detection?.idle_timeout_ms ?? null)
  }

  /** @throws Refusal */
  respond(request: CheckedRequest, askedBy: AskedBy): void {
    const { wire, settings } = this.#host
    const plan = planResponse(request, settings, this.#conversation, wire.newId)
    this.#responses.start(plan, askedBy)
  }

  /** @throws Refusal */
  cancel(responseId: unknown): void {
    this.#responses.cancel(responseId)
  }

  /** The client plays no more of what it was sent. */
  cutSound(): void {
    this.#playback.cut()
    this.#idle.startAnew()
  }

  endResponse(fault: ResponseFault): boolean {
    return this.#responses.endBy(fault)
  }

  abandon(): void {
    this.#responses.abandon()
  }

  /** The client has made an item: what follows is for it to say. */
  noteItem(): void {
    this.#idle.stop()
  }

  #hearSpeech(): void {
    this.#idle.startAnew()
    const detection = this.#host.settings.now.audio.input.turn_detection
    if (detection?.interrupt_response !== false) this.#responses.interrupt()
    // Voice Live's: elsewhere the client alone knows what was heard.
    if (detection && 'auto_truncate' in detection && detection.auto_truncate === true)
      this.#truncateUnheard()
  }

  #truncateUnheard(): void {
    const unheardMs = this.#playback.leftMs
    if (unheardMs === 0) return
    const parts = this.#conversation.lastSpoken
    let heardMs = Math.max(0, parts.reduce((sum, { lengthMs }) => sum + lengthMs, 0) - unheardMs)
    for (const { itemId, contentIndex, lengthMs } of parts) {
      if (heardMs < lengthMs) {
        const at = this.#conversation.truncate(itemId, contentIndex, Math.floor(heardMs))
        this.cutSound()
        return this.#host.wire.say({ type: 'conversation.item.truncated', ...at })
      }
      heardMs -= lengthMs
    }
  }

  #endTurn({ itemId, heard, durationMs, endedBy }: SpokenTurn): void {
    const session = this.#host.settings.now
    this.#idle.stop()
    if (endedBy !== 'timeout') {
      const transcript = heard ?? speechPlaceholder(durationMs)
      this.#transcription.begin(session, { itemId, transcript, durationMs })
    }
    if (endedBy === 'timeout') this.#answer('input_audio_buffer.timeout_triggered')
    else if (endedBy === 'silence' && session.audio.input.turn_detection?.create_response !== false)
      this.#answer('input_audio_buffer.speech_stopped')
  }

  /** By itself: while another answer is being made this comes to nothing, and the client has to ask later. */
  #answer(askedBy: AskedBy): void {
    try {
      this.respond({}, askedBy)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#host.refuse(error)
    }
  }
}
