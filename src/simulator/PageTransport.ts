import { loadWeights } from '../audio/vad/loadWeights.ts'
import { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import { parse } from '../protocol/serverEvents.ts'
import type { Transport, TransportListener } from '../transport/Transport.ts'
import { startWork, type Work } from '../work/startWork.ts'
import type { FromSimulator, PageSettings, ToSimulator } from './pageMessages.ts'

export interface PageTransportOptions {
  readonly settings: PageSettings
  readonly workerUrl: string | URL | undefined
  readonly log: (line: string) => void
}

/** A line to a simulator in this page: in a Worker, or in the page itself where there can be none. */
export class PageTransport implements Transport {
  readonly carries = 'events'
  readonly #options: PageTransportOptions
  #listener: TransportListener | null = null
  #work: Work | null = null

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
    this.#post({ type: 'event', event })
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
    this.#listener.opened()
    this.#post({ type: 'start', settings: this.#options.settings, weights }, [weights.buffer])
  }

  #post(message: ToSimulator, transfer: Transferable[] = []): void {
    this.#work?.port.postMessage(message, transfer)
  }

  #hear(message: FromSimulator): void {
    if (message.type === 'log') return this.#options.log(message.line)
    const event = parse(message.event)
    if (event.type !== 'invalid') return this.#listener?.event(event, message.event)
    const details = { what: event.problem }
    this.#listener?.warning(new VoiceError('protocol_warning', { details }))
  }

  #lose(error: VoiceError): void {
    const listener = this.#listener
    this.close()
    listener?.lost(error)
  }
}
