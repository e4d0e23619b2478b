import { loadWeights } from '../audio/vad/loadWeights.ts'
import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { closeMeaning } from '../protocol/closeCodes.ts'
import { parse } from '../protocol/serverEvents.ts'
import type { Transport, TransportListener } from '../transport/Transport.ts'
import { startWork, type Work } from '../work/startWork.ts'
import type { FromSimulator, PageSettings, ToSimulator } from './pageMessages.ts'
import { answerSpeech, type SpeechAsked } from './voice/PortVoice.ts'
import type { Voice } from './voice/Voice.ts'

export interface PageTransportOptions {
  readonly settings: Omit<PageSettings, 'hasVoice'>
  /** How errors call the other side. */
  readonly host: string
  readonly voice: Voice | null
  readonly workerUrl: string | URL | undefined
  readonly log: (line: string) => void
}

/** A line to a simulator in this page: in a Worker, or in the page itself where there can be none. */
export class PageTransport implements Transport {
  readonly carries = 'events'
  readonly #options: PageTransportOptions
  #listener: TransportListener | null = null
  #work: Work | null = null
  #opened = false

  constructor(options: PageTransportOptions) {
    this.#options = options
  }

  open(listener: TransportListener): void {
    this.#listener = listener
    this.#start().catch((error: unknown) => {
      const known = error instanceof VoiceError
      this.#lose(known ? error : new VoiceError('worker_load_failed', { cause: error }))
    })
  }

  send(event: ClientEvent): void {
    this.#post({ type: 'frame', text: JSON.stringify(event) })
  }

  close(): void {
    this.#listener = null
    this.#work?.stop()
    this.#work = null
  }

  async #start(): Promise<void> {
    // The page loads the weights, because a Worker made from a blob can load nothing.
    const [weights, work] = await Promise.all([
      loadWeights(),
      startWork({
        job: 'simulator',
        url: this.#options.workerUrl,
        inPage: async () => (await import('./serveSimulator.ts')).serveSimulator,
      }),
    ])
    if (this.#listener === null) return work.stop()
    this.#work = work
    const place = work.where === 'page' ? 'the page itself' : `a Worker (${work.where})`
    this.#options.log([`The simulator runs in ${place}.`, ...work.tried].join(' '))
    work.port.onmessage = ({ data }: MessageEvent<FromSimulator>) => this.#hear(data)
    const settings = { ...this.#options.settings, hasVoice: this.#options.voice !== null }
    this.#post({ type: 'start', settings, weights }, [weights.buffer])
  }

  #post(message: ToSimulator, transfer: Transferable[] = []): void {
    this.#work?.port.postMessage(message, transfer)
  }

  #hear(message: FromSimulator): void {
    switch (message.type) {
      case 'log':
        return this.#options.log(message.line)
      case 'speak':
        return this.#speak(message)
      case 'closed':
        return this.#lose(this.#closed(message.code, message.reason))
      case 'opened':
        this.#opened = true
        return this.#listener?.opened()
      case 'frame':
        return this.#read(message.text)
    }
  }

  #read(text: string): void {
    let raw: unknown
    try {
      raw = JSON.parse(text)
    } catch {
      return this.#warn(`a frame of ${text.length} characters that is not JSON`)
    }
    const event = parse(raw)
    if (event.type === 'invalid') return this.#warn(event.problem)
    this.#listener?.event(event, raw)
  }

  #warn(what: string): void {
    this.#listener?.warning(new VoiceError('protocol_warning', { details: { what } }))
  }

  #speak(asked: SpeechAsked): void {
    if (this.#options.voice === null) return
    // Copied to the Worker, not transferred: the voice may keep what it said.
    void answerSpeech(this.#options.voice, asked).then((given) => this.#post(given))
  }

  #closed(closeCode: number, reason: string): VoiceError {
    const { host, settings } = this.#options
    const said = reason === '' ? {} : { reason }
    const details = { host, service: host, name: settings.model, closeCode, ...said }
    if (!this.#opened) return new VoiceError('endpoint_unreachable', { details })
    const isOver = /session_expired|maximum duration/.test(reason)
    return new VoiceError(isOver ? 'session_expired' : closeMeaning(closeCode), { details })
  }

  #lose(error: VoiceError): void {
    const listener = this.#listener
    this.close()
    listener?.lost(error)
  }
}
