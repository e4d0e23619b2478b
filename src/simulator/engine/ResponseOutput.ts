import type { ItemStatus } from '../../protocol/items.ts'
import type { Entry } from './Conversation.ts'
import { EncodedSound } from './EncodedSound.ts'
import { FunctionCallStream } from './FunctionCallStream.ts'
import { MessageStream } from './MessageStream.ts'
import type { OutputItem, OutputTarget } from './OutputItem.ts'
import type { Pace } from './Pace.ts'
import { spread, words } from './spread.ts'
import { TokenBudget } from './TokenBudget.ts'
import type { WireFormat } from './WireFormat.ts'
import { toMs, toSamples } from './wireAudio.ts'

export interface ResponseOutputOptions {
  readonly target: Omit<OutputTarget, 'outputIndex'>
  readonly pace: Pace
  readonly format: WireFormat
  readonly maxTokens: number | 'inf'
  /** Whether the place of each word in the sound is told. */
  readonly timesWords: boolean
  /** So much sound is sent next. */
  readonly onSound: (ms: number) => void
  /** `max_output_tokens` are spent: nothing more may be sent. */
  readonly onSpent: () => void
}

const DELTA_SAMPLES = toSamples(100)
/** A written word stands for about as much time as a spoken one. */
const WORD_MS = 200
/** Arguments come in pieces of about two tokens; a letter of two code units stays whole. */
const ARGUMENTS_PIECE = /.{1,8}/gsu

/** What one response puts out: messages and calls in order, piece by piece, until it is closed. */
export class ResponseOutput {
  readonly #options: ResponseOutputOptions
  readonly #budget: TokenBudget
  #finished: Entry[] = []
  #open: OutputItem | null = null
  #isClosed = false

  constructor(options: ResponseOutputOptions) {
    this.#options = options
    this.#budget = new TokenBudget(options.maxTokens)
  }

  /** @param sound - 24 kHz, with the text for its transcript. */
  async play(sound: Int16Array, text: string): Promise<void> {
    const { pace, format, timesWords, onSound } = this.#options
    const message = this.#message('audio')
    const encoded = new EncodedSound(sound, format)
    const before = message.samples
    const spoken = spread(joined(message, text), sound.length)
    let written = 0
    let timed = 0
    const writeUntil = (end: number) => {
      for (let next = spoken[written]; next && next.at < end; next = spoken[written]) {
        if (this.#isClosed || !this.#afford({ letters: next.word.length })) return false
        message.words(next.word)
        written += 1
      }
      return !this.#isClosed
    }
    for (let at = 0; at < sound.length; at += DELTA_SAMPLES) {
      const samples = sound.subarray(at, at + DELTA_SAMPLES)
      const end = at + samples.length
      await pace.turn()
      if (this.#isClosed) return
      if (!writeUntil(end) || !this.#afford({ samples: samples.length })) return
      const ms = toMs(samples.length)
      onSound(ms)
      message.sound(samples, encoded.until(end))
      for (let next = spoken[timed]; timesWords && next && next.from < end; next = spoken[timed]) {
        message.time(next, before)
        timed += 1
      }
      pace.sent(ms)
    }
    writeUntil(Infinity)
  }

  async write(text: string): Promise<void> {
    const message = this.#message('text')
    await this.#pieces(words(joined(message, text)), (word) => message.words(word))
  }

  async call(name: string, argument: object): Promise<void> {
    this.#finish('completed')
    const call = new FunctionCallStream(this.#target(), name)
    this.#open = call
    const pieces = JSON.stringify(argument).match(ARGUMENTS_PIECE) ?? []
    await this.#pieces(pieces, (piece) => call.write(piece))
  }

  /** Ends what is open, with what was streamed. @returns All that came out. */
  close(status: ItemStatus): readonly Entry[] {
    this.#isClosed = true
    this.#finish(status)
    return this.#finished
  }

  /** Says nothing any more: the line is gone. */
  abandon(): void {
    this.#isClosed = true
  }

  async #pieces(pieces: readonly string[], send: (piece: string) => void): Promise<void> {
    const { pace } = this.#options
    for (const piece of pieces) {
      await pace.turn()
      if (this.#isClosed || !this.#afford({ letters: piece.length })) return
      send(piece)
      pace.sent(WORD_MS)
    }
  }

  #afford(cost: { letters?: number; samples?: number }): boolean {
    if (this.#budget.spend(cost)) return true
    this.#options.onSpent()
    return false
  }

  #message(kind: 'audio' | 'text'): MessageStream {
    const isMessage = this.#open instanceof MessageStream
    if (!isMessage) this.#finish('completed')
    const message =
      this.#open instanceof MessageStream ? this.#open : new MessageStream(this.#target())
    this.#open = message
    message.open(kind)
    return message
  }

  #finish(status: ItemStatus): void {
    const item = this.#open
    if (item === null) return
    this.#open = null
    this.#budget.finishItem()
    item.close(status)
    this.#finished.push(item.entry(status))
  }

  #target(): OutputTarget {
    return { ...this.#options.target, outputIndex: this.#finished.length }
  }
}

const joined = (message: MessageStream, text: string) => (message.hasWords ? ` ${text}` : text)
