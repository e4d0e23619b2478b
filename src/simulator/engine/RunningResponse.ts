import type { Reply, ReplyPart } from '../brain/Brain.ts'
import type { FaultAction } from '../faults/FaultRule.ts'
import { sentences } from '../voice/sentences.ts'
import type { Entry } from './Conversation.ts'
import { COMPLETED, endingOf, failed, incomplete, type Ending } from './Ending.ts'
import type { OutputTarget } from './OutputItem.ts'
import { Pace } from './Pace.ts'
import { ResponseOutput } from './ResponseOutput.ts'
import type { SoundSource } from './Sounds.ts'
import type { WireFormat } from './WireFormat.ts'

export interface RunningResponseOptions {
  readonly target: Omit<OutputTarget, 'outputIndex'>
  readonly sounds: SoundSource
  readonly output: 'audio' | 'text'
  readonly format: WireFormat
  readonly maxTokens: number | 'inf'
  readonly timesWords: boolean
  readonly pace: number
  readonly latencyMs: number
  /** So much sound is sent next. */
  readonly onSound: (ms: number) => void
  /** A reply asks for something to go wrong that is not the engine's. */
  readonly onFault: (action: FaultAction) => void
  /** Told once, after the last event of the answer itself. */
  readonly onEnd: (ending: Ending, output: readonly Entry[]) => void
}

/** One answer on its way to the client: a reply, said part by part, until it ends in one of the four ways. */
export class RunningResponse {
  readonly #options: RunningResponseOptions
  readonly #pace: Pace
  readonly #output: ResponseOutput
  #hasEnded = false

  constructor(options: RunningResponseOptions) {
    this.#options = options
    this.#pace = new Pace(options.target.wire.clock, options.pace)
    this.#output = new ResponseOutput({
      ...options,
      pace: this.#pace,
      onSpent: () => this.end(incomplete('max_output_tokens')),
    })
  }

  get id(): string {
    return this.#options.target.responseId
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  async run(answer: () => Reply | Promise<Reply>): Promise<void> {
    try {
      await this.#pace.wait(this.#options.latencyMs)
      for (const part of this.#hasEnded ? [] : await answer()) {
        if (this.#hasEnded) return
        await this.#perform(part)
      }
      this.end(COMPLETED)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#options.target.wire.log(`An answer failed: ${message}`)
      this.end(failed('server_error', message))
    }
  }

  /** Closes what is open with what was streamed, at once. */
  end(ending: Ending): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    const output = this.#output.close(ending.status === 'completed' ? 'completed' : 'incomplete')
    this.#options.onEnd(ending, output)
  }

  /** Says nothing any more: the line is gone. */
  abandon(): void {
    this.#hasEnded = true
    this.#output.abandon()
  }

  async #perform(part: ReplyPart): Promise<void> {
    const { sounds, onFault } = this.#options
    if ('delay' in part) return this.#pace.wait(part.delay)
    if ('text' in part) return this.#output.write(part.text)
    if ('say' in part) return this.#say(part.say, part.voice)
    if ('call' in part) return this.#output.call(part.call.name, part.call.arguments)
    if ('clip' in part) return this.#play(() => sounds.clip(part.clip), part.says ?? '')
    if ('fault' in part)
      return 'end' in part.fault ? this.end(endingOf(part.fault.end)) : onFault(part.fault)
    const { sound, text } = sounds.echo()
    if (sound === null) return this.#say(text, undefined)
    return this.#play(() => Promise.resolve(sound), text)
  }

  /** The next sentence is spoken while this one is sent, so that a long answer begins as soon as a short one. */
  async #say(text: string, voice: string | undefined): Promise<void> {
    if (this.#options.output === 'text') return this.#output.write(text)
    const all = sentences(text)
    const speak = (index: number) => {
      const sentence = all[index]
      const spoken = sentence === undefined ? null : this.#options.sounds.say(sentence, voice)
      // Nobody waits for it any more when the answer was cut meanwhile.
      spoken?.catch(() => undefined)
      return spoken
    }
    let next = speak(0)
    for (const [index, sentence] of all.entries()) {
      const sound = await next
      if (this.#hasEnded || sound === null) return
      next = speak(index + 1)
      await this.#output.play(sound, sentence)
    }
  }

  async #play(sound: () => Promise<Int16Array>, text: string): Promise<void> {
    if (this.#options.output === 'text') return this.#output.write(text)
    const samples = await sound()
    if (!this.#hasEnded) await this.#output.play(samples, text)
  }
}
