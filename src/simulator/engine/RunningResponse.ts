import type { Reply, ReplyPart } from '../brain/Brain.ts'
import { sentences } from '../voice/sentences.ts'
import type { Entry } from './Conversation.ts'
import { MessageStream, type MessageTarget } from './MessageStream.ts'
import { Pace } from './Pace.ts'
import { spread, words } from './spread.ts'
import { toSamples } from './wireAudio.ts'

/** How a response ended, as `response.done` tells it. */
export interface Ending {
  readonly status: 'completed' | 'cancelled' | 'failed'
  readonly details: object | null
}

/** Where the sounds of an answer come from. */
export interface SoundSource {
  say(text: string, voice: string | undefined): Promise<Int16Array>
  /** The user's last sound, and the words for it; `null` when the turn was not spoken. */
  echo(): { readonly sound: Int16Array | null; readonly text: string }
  /** Rejects when there is no such clip. */
  clip(name: string): Promise<Int16Array>
}

export interface RunningResponseOptions {
  readonly target: Omit<MessageTarget, 'outputIndex'>
  readonly sounds: SoundSource
  readonly output: 'audio' | 'text'
  readonly pace: number
  readonly latencyMs: number
  /** Told once, after the last event of the answer itself. */
  readonly onEnd: (ending: Ending, output: readonly Entry[]) => void
}

const DELTA_SAMPLES = toSamples(100)
/** A written word stands for about as much time as a spoken one. */
const WORD_MS = 200

/** One answer on its way to the client. */
export class RunningResponse {
  readonly #options: RunningResponseOptions
  readonly #pace: Pace
  #message: MessageStream | null = null
  #ended = false

  constructor(options: RunningResponseOptions) {
    this.#options = options
    this.#pace = new Pace(options.target.wire.clock, options.pace)
  }

  get id(): string {
    return this.#options.target.responseId
  }

  async run(answer: () => Reply | Promise<Reply>): Promise<void> {
    try {
      await this.#pace.wait(this.#options.latencyMs)
      for (const part of this.#ended ? [] : await answer()) {
        if (this.#ended) return
        await this.#perform(part)
      }
      this.#end({ status: 'completed', details: null })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#options.target.wire.log(`An answer failed: ${message}`)
      const body = { type: 'server_error', code: 'server_error', message }
      this.#end({ status: 'failed', details: { type: 'failed', error: body } })
    }
  }

  /** Closes what is open with what was streamed, at once. */
  cancel(reason: 'turn_detected' | 'client_cancelled'): void {
    this.#end({ status: 'cancelled', details: { type: 'cancelled', reason } })
  }

  /** Says nothing any more: the line is gone. */
  abandon(): void {
    this.#ended = true
  }

  #end(ending: Ending): void {
    if (this.#ended) return
    this.#ended = true
    const itemStatus = ending.status === 'completed' ? 'completed' : 'incomplete'
    this.#message?.close(itemStatus)
    this.#options.onEnd(ending, this.#message ? [this.#message.entry(itemStatus)] : [])
  }

  async #perform(part: ReplyPart): Promise<void> {
    const { sounds } = this.#options
    if ('delay' in part) return this.#pace.wait(part.delay)
    if ('text' in part) return this.#write(part.text)
    if ('say' in part) return this.#say(part.say, part.voice)
    if ('clip' in part) return this.#play(() => sounds.clip(part.clip), part.says ?? '')
    const { sound, text } = sounds.echo()
    if (sound === null) return this.#say(text, undefined)
    return this.#play(() => Promise.resolve(sound), text)
  }

  /** The next sentence is spoken while this one is sent, so that a long answer begins as soon as a short one. */
  async #say(text: string, voice: string | undefined): Promise<void> {
    if (this.#options.output === 'text') return this.#write(text)
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
      if (this.#ended || sound === null) return
      next = speak(index + 1)
      await this.#stream(sound, sentence)
    }
  }

  async #play(sound: () => Promise<Int16Array>, text: string): Promise<void> {
    if (this.#options.output === 'text') return this.#write(text)
    const samples = await sound()
    if (!this.#ended) await this.#stream(samples, text)
  }

  async #stream(samples: Int16Array, text: string): Promise<void> {
    const message = this.#begin('audio')
    const waiting = [...spread(this.#joined(text), samples.length)]
    const sayUntil = (end: number) => {
      for (let next = waiting[0]; next && next.at < end; next = waiting[0]) {
        message.words(next.word)
        waiting.shift()
      }
    }
    for (let at = 0; at < samples.length; at += DELTA_SAMPLES) {
      const delta = samples.subarray(at, at + DELTA_SAMPLES)
      await this.#pace.turn()
      if (this.#ended) return
      sayUntil(at + delta.length)
      message.sound(delta)
      this.#pace.sent((delta.length * 100) / DELTA_SAMPLES)
    }
    sayUntil(Infinity)
  }

  async #write(text: string): Promise<void> {
    const message = this.#begin('text')
    for (const word of words(this.#joined(text))) {
      await this.#pace.turn()
      if (this.#ended) return
      message.words(word)
      this.#pace.sent(WORD_MS)
    }
  }

  #begin(kind: 'audio' | 'text'): MessageStream {
    this.#message ??= new MessageStream({ ...this.#options.target, outputIndex: 0 })
    this.#message.open(kind)
    return this.#message
  }

  #joined(text: string): string {
    return this.#message?.hasWords === true ? ` ${text}` : text
  }
}
