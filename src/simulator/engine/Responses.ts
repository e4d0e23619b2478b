import type { Brain } from '../brain/Brain.ts'
import type { Conversation, Entry } from './Conversation.ts'
import { nameOf, voiceLocked, type EffectiveSession } from './EffectiveSession.ts'
import { newItem } from './newItem.ts'
import { Refusal } from './Refusal.ts'
import type { CheckedRequest } from './CheckedRequest.ts'
import { RunningResponse, type Ending } from './RunningResponse.ts'
import { isRecord } from './shape.ts'
import type { Sounds } from './Sounds.ts'
import { lastSaid, turnOf } from './turnOf.ts'
import { usage } from './usage.ts'
import type { Wire } from './Wire.ts'

export interface ResponsesOptions {
  readonly wire: Wire
  readonly conversation: Conversation
  readonly brain: Brain
  readonly sounds: Sounds
  readonly pace: number
  readonly latencyMs: number
}

/** Tokens a minute, as the live service tells them. */
const TOKEN_LIMIT = 40_000

/** The answers of a session: one at a time in the conversation, and any number outside of it. */
export class Responses {
  readonly #options: ResponsesOptions
  readonly #running = new Map<string, RunningResponse>()
  #active: RunningResponse | null = null

  constructor(options: ResponsesOptions) {
    this.#options = options
  }

  get isActive(): boolean {
    return this.#active !== null
  }

  create(request: CheckedRequest, session: EffectiveSession, hasSpoken: boolean): void {
    const { wire, conversation, brain, sounds, pace, latencyMs } = this.#options
    const isOutside = request.conversation === 'none'
    if (!isOutside && this.#active !== null)
      throw new Refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${this.#active.id}. Wait until the response is finished before creating a new one.`,
      )
    const voice = request.audio?.output?.voice ?? session.audio.output.voice
    if (hasSpoken && nameOf(voice) !== nameOf(session.audio.output.voice))
      throw voiceLocked('response.audio.output.voice')
    const context = this.#context(request)
    const instructions = request.instructions ?? session.instructions
    const modalities = request.output_modalities ?? session.output_modalities
    const id = wire.newId('resp')
    const described = {
      object: 'realtime.response',
      id,
      conversation_id: isOutside ? null : conversation.id,
      output_modalities: modalities,
      max_output_tokens: request.max_output_tokens ?? session.max_output_tokens,
      audio: { output: { format: session.audio.output.format, voice } },
      metadata: request.metadata ?? null,
    }
    const finish = ({ status, details }: Ending, output: readonly Entry[]) => {
      this.#running.delete(id)
      if (this.#active?.id === id) this.#active = null
      const cost = usage(instructions, context, output)
      const items = output.map(({ item }) => item)
      wire.say({
        type: 'response.done',
        response: { ...described, status, status_details: details, output: items, usage: cost },
      })
      this.#tellLimits(cost.total_tokens)
    }
    const response = new RunningResponse({
      target: { wire, responseId: id, conversation: isOutside ? null : conversation },
      sounds: sounds.for(lastSaid(context), nameOf(voice)),
      output: modalities.includes('audio') ? 'audio' : 'text',
      pace,
      latencyMs,
      onEnd: finish,
    })
    this.#running.set(id, response)
    if (!isOutside) this.#active = response
    wire.say({
      type: 'response.created',
      response: {
        ...described,
        status: 'in_progress',
        status_details: null,
        output: [],
        usage: null,
      },
    })
    void response.run(() =>
      brain.answer(turnOf(context, { instructions, askedBy: 'response.create', tools: [] })),
    )
  }

  /** @param id - Needed only for one outside of the conversation. */
  cancel(id: unknown): void {
    const response = typeof id === 'string' ? this.#running.get(id) : this.#active
    if (!response)
      throw new Refusal(
        'response_cancel_not_active',
        'Cancellation failed: no active response found',
      )
    response.cancel('client_cancelled')
  }

  /** The user talks over the answer. */
  interrupt(): void {
    this.#active?.cancel('turn_detected')
  }

  abandon(): void {
    for (const response of this.#running.values()) response.abandon()
    this.#running.clear()
    this.#active = null
  }

  /** The items that are answered: those of the request, or the conversation as it is now. */
  #context({ input }: CheckedRequest): readonly Entry[] {
    const { wire, conversation } = this.#options
    if (input === undefined) return conversation.entries
    return input.map((given, index) => {
      if (!isRecord(given) || given['type'] !== 'item_reference')
        return { ...newItem(given, wire.newId('item'), `response.input[${index}]`), heard: null }
      const entry = conversation.find(given['id'])
      if (entry) return entry
      const message = `Item with id '${String(given['id'])}' not found.`
      throw new Refusal('item_not_found', message, `response.input[${index}].id`)
    })
  }

  #tellLimits(spent: number): void {
    const remaining = Math.max(0, TOKEN_LIMIT - spent)
    const reset_seconds = (TOKEN_LIMIT - remaining) / (TOKEN_LIMIT / 60)
    this.#options.wire.say({
      type: 'rate_limits.updated',
      rate_limits: [{ name: 'tokens', limit: TOKEN_LIMIT, remaining, reset_seconds }],
    })
  }
}
