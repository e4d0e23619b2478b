import { hum } from '../engine/hum.ts'
import { INDEX_FILE, readIndex, type Line, type LineIndex } from './lineIndex.ts'
import { readSound } from './lineSound.ts'
import { joinSamples } from '../engine/wireAudio.ts'
import { sentences } from './sentences.ts'
import { SpeechCache } from './SpeechCache.ts'
import type { Voice } from './Voice.ts'

export interface RenderedVoiceOptions {
  /** The folder that holds what `renderLines` made. In a page it may be relative to the page. */
  readonly url: string | URL
  /** Told, once, of a sentence that is not there and of what could not be loaded. */
  readonly log?: ((line: string) => void) | undefined
}

/** A server that never answers must not keep an answer from ending. */
const PATIENCE_MS = 10_000

/**
 * Says sentences that were rendered beforehand, for where no voice can run: a page.
 *
 * Each is loaded when it is said, about 8 kB for a second of it. A sentence that was not rendered is hummed,
 * and another voice says what this one was not rendered for.
 */
export function renderedVoice(options: RenderedVoiceOptions): Voice {
  return new RenderedVoice(options)
}

class RenderedVoice implements Voice {
  readonly #folder: string
  readonly #log: (line: string) => void
  readonly #cache = new SpeechCache()
  #index: Promise<LineIndex> | null = null
  #told = false

  constructor({ url, log = () => undefined }: RenderedVoiceOptions) {
    this.#folder = String(url).replace(/\/*$/, '/')
    this.#log = log
  }

  async speak(text: string, voice: string): Promise<Int16Array> {
    const parts = await Promise.all(
      sentences(text).map((sentence) => this.#sentence({ text: sentence, voice })),
    )
    return joinSamples(parts)
  }

  async #sentence(line: Line): Promise<Int16Array> {
    try {
      return await this.#load(line)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (!this.#told) this.#log(`A soft tone stands for words that cannot be said: ${reason}.`)
      this.#told = true
      return hum(line.text)
    }
  }

  async #load(line: Line): Promise<Int16Array> {
    const file = (await this.#readIndex()).fileFor(line)
    if (file === undefined) throw new Error(`"${line.text}" was not rendered`)
    const known = this.#cache.get('', file)
    if (known) return known
    const sound = readSound(new Uint8Array(await (await this.#fetch(file)).arrayBuffer()))
    if (sound === null) throw new Error(`${this.#folder}${file} holds no rendered line`)
    this.#cache.set('', file, sound)
    return sound
  }

  #readIndex(): Promise<LineIndex> {
    const asked = (this.#index ??= this.#fetchIndex())
    // Asked again next time: it may have been the network.
    asked.catch(() => (this.#index = null))
    return asked
  }

  async #fetchIndex(): Promise<LineIndex> {
    const index = readIndex(await (await this.#fetch(INDEX_FILE)).text())
    if (index === null) throw new Error(`${this.#folder}${INDEX_FILE} is no list of rendered lines`)
    return index
  }

  async #fetch(file: string): Promise<Response> {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(this.#folder + file, { signal })
    if (!response.ok) throw new Error(`${this.#folder}${file} answered ${response.status}`)
    return response
  }
}
