import type { AskedBy, Brain } from '../brain/Brain.ts'
import type { FaultAction, ResponseFault } from '../faults/FaultRule.ts'
import { cancelled, endingOf, type Ending } from './Ending.ts'
import type { Entry } from './Conversation.ts'
import { nameOf, type VoiceName } from './EffectiveSession.ts'
import { PromptCache } from './PromptCache.ts'
import { RateLimits } from './RateLimits.ts'
import { Refusal } from './Refusal.ts'
import type { ResponsePlan } from './ResponsePlan.ts'
import { optionalText } from './required.ts'
import { RunningResponse } from './RunningResponse.ts'
import type { Sounds } from './Sounds.ts'
import { lastSaid, turnOf } from './turnOf.ts'
import { usage } from './usage.ts'
import type { Wire } from './Wire.ts'

export interface ResponsesOptions {
  readonly wire: Wire
  readonly brain: Brain
  readonly sounds: Sounds
  readonly pace: number
  readonly latencyMs: number
  readonly onFault: (action: FaultAction) => void
  /** Told before each sound of any answer. */
  readonly onSound: (voice: VoiceName) => void
  /** Told of the answers in the conversation. */
  readonly listener: AnswerListener
}

export interface AnswerListener {
  readonly begun: () => void
  readonly sounded: (ms: number) => void
  readonly ended: () => void
}

/** The answers of a session: one at a time in the conversation, and any number outside of it. */
export class Responses {
  readonly #options: ResponsesOptions
  readonly #cache = new PromptCache()
  readonly #limits: RateLimits
  readonly #running = new Map<string, RunningResponse>()
  #active: RunningResponse | null = null

  constructor(options: ResponsesOptions) {
    this.#options = options
    this.#limits = new RateLimits(options.wire.clock)
  }

  get isActive(): boolean {
    return this.#active !== null
  }

  /** @throws Refusal when it would be the second in the conversation. */
  start(plan: ResponsePlan, askedBy: AskedBy): void {
    const { wire, brain, sounds, listener, onSound, ...rest } = this.#options
    const { conversation, context, instructions, tools, described } = plan
    if (conversation !== null && this.#active !== null)
      throw new Refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${this.#active.id}. Wait until the response is finished before creating a new one.`,
      )
    const id = wire.newId('resp')
    const told = { object: 'realtime.response', id, ...described }
    const response = new RunningResponse({
      ...plan,
      ...rest,
      target: { wire, responseId: id, conversation },
      sounds: sounds.for(lastSaid(context), nameOf(plan.voice)),
      onSound: (ms) => {
        onSound(plan.voice)
        if (conversation !== null) listener.sounded(ms)
      },
      onEnd: (ending, output) => this.#finish(told, plan, ending, output),
    })
    this.#running.set(id, response)
    if (conversation !== null) this.#active = response
    if (conversation !== null) listener.begun()
    const begun = { status: 'in_progress', status_details: null, output: [], usage: null } as const
    wire.say({ type: 'response.created', response: { ...told, ...begun } })
    void response.run(() => brain.answer(turnOf(context, { instructions, askedBy, tools })))
  }

  /** @param response_id - Needed only for one outside of the conversation. @throws Refusal */
  cancel(response_id: unknown): void {
    const id = optionalText({ response_id }, 'response_id')
    const response = id === null ? this.#active : this.#running.get(id)
    if (!response)
      throw new Refusal(
        'response_cancel_not_active',
        'Cancellation failed: no active response found',
      )
    response.end(cancelled('client_cancelled'))
  }

  /** The user talks over the answer. */
  interrupt(): void {
    this.#active?.end(cancelled('turn_detected'))
  }

  /**
   * Ends the answer in the conversation, or else the latest one outside of it, as a fault says.
   *
   * @returns Whether there was one.
   */
  endBy(fault: ResponseFault): boolean {
    const response = this.#active ?? [...this.#running.values()].at(-1)
    if (!response) return false
    // Often asked for by whoever carries an event: what belongs to that event is said to its end first.
    queueMicrotask(() => response.end(endingOf(fault)))
    return true
  }

  abandon(): void {
    for (const response of this.#running.values()) response.abandon()
    this.#running.clear()
    this.#active = null
  }

  #finish(
    told: { readonly id: string },
    { conversation, instructions, context }: ResponsePlan,
    { status, details }: Ending,
    output: readonly Entry[],
  ): void {
    const { wire } = this.#options
    const cost = usage(this.#cache.read(instructions, context), output)
    const items = output.map(({ item }) => conversation?.asTold(item) ?? item)
    this.#running.delete(told.id)
    if (this.#active?.id === told.id) this.#active = null
    wire.say({
      type: 'response.done',
      response: { ...told, status, status_details: details, output: items, usage: cost },
    })
    wire.say({
      type: 'rate_limits.updated',
      rate_limits: this.#limits.spend(cost.total_tokens),
    })
    if (conversation !== null) this.#options.listener.ended()
  }
}
