import type { Voice } from './Voice.ts'

/** Words for the page to say. */
export interface SpeechAsked {
  readonly type: 'speak'
  readonly id: number
  readonly text: string
  readonly voice: string
}

/** Their sound, or why there is none. */
export interface SpeechGiven {
  readonly type: 'spoken'
  readonly id: number
  readonly result: { readonly pcm: Int16Array } | { readonly problem: string }
}

interface Waiting {
  readonly resolve: (pcm: Int16Array) => void
  readonly reject: (reason: Error) => void
}

/** A voice that is on the other side of a port, because a Worker made from a blob can load nothing. */
export class PortVoice implements Voice {
  readonly #ask: (asked: SpeechAsked) => void
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(ask: (asked: SpeechAsked) => void) {
    this.#ask = ask
  }

  speak(text: string, voice: string): Promise<Int16Array> {
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#ask({ type: 'speak', id, text, voice })
    })
  }

  hear({ id, result }: SpeechGiven): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if ('pcm' in result) waiting?.resolve(result.pcm)
    else waiting?.reject(new Error(`the voice failed: ${result.problem}`))
  }
}

/** The page's side: says what is asked. */
export async function answerSpeech(voice: Voice, asked: SpeechAsked): Promise<SpeechGiven> {
  const { id, text } = asked
  try {
    return { type: 'spoken', id, result: { pcm: await voice.speak(text, asked.voice) } }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { type: 'spoken', id, result: { problem } }
  }
}
