import type { Heard } from '../audio/Player.ts'
import { reportListenerError } from '../base/Store.ts'
import type { VoiceError } from '../base/errors.ts'
import type { ClientEvent } from '../protocol/clientEvents.ts'
import type { KnownServerEventType, ServerEvent, ServerEventOf } from '../protocol/serverEvents.ts'

/** Every event in either direction, for the curious. `raw` is the frame as it travelled. */
export type AnyEvent =
  | { readonly direction: 'in'; readonly event: ServerEvent; readonly raw: unknown }
  | { readonly direction: 'out'; readonly event: ClientEvent; readonly raw: unknown }

/** What can be listened to: the service's events by their GA names, and ours. */
export type VoiceEventMap = { [K in KnownServerEventType]: ServerEventOf<K> } & {
  /** The player was cut: how much of each item had been heard. */
  heard: readonly Heard[]
  /**
   * Sound of an answer that is not cut, in order: 24 kHz mono PCM16, decoded only where somebody listens. Whoever plays it
   * stops at `heard`. Not said with an `outputFormat` of G.711: that is in `response.output_audio.delta` as it travels.
   */
  audio: {
    readonly itemId: string
    readonly contentIndex: number
    readonly pcm: Int16Array<ArrayBuffer>
  }
  /** Something went wrong and the conversation goes on. */
  warning: VoiceError
  '*': AnyEvent
}

export type VoiceEventType = keyof VoiceEventMap
export type VoiceEventListener<K extends VoiceEventType> = (event: VoiceEventMap[K]) => void

export interface Once {
  <K extends VoiceEventType>(type: K, listener: VoiceEventListener<K>): () => void
  <K extends VoiceEventType>(type: K): Promise<VoiceEventMap[K]>
}

/** Listeners by event. One that throws is reported to the page and does not disturb the others. */
export class EventHub {
  #listeners: { [K in VoiceEventType]?: Set<VoiceEventListener<K>> } = {}
  /** Who waits for an event that cannot come when the conversation ends. */
  readonly #awaiting = new Set<(error: VoiceError) => void>()

  /** With a listener, hears it once; without, a promise of the next one, which rejects when the conversation ends before: with `not_connected`, or with what broke the line. Nobody has to catch it. */
  readonly once: Once

  constructor() {
    const { on } = this
    const awaiting = this.#awaiting
    function once<K extends VoiceEventType>(type: K, listener: VoiceEventListener<K>): () => void
    function once<K extends VoiceEventType>(type: K): Promise<VoiceEventMap[K]>
    function once<K extends VoiceEventType>(type: K, listener?: VoiceEventListener<K>) {
      if (listener === undefined) {
        const next = new Promise<VoiceEventMap[K]>((resolve, reject) => {
          const off = once(type, (event) => {
            awaiting.delete(end)
            resolve(event)
          })
          const end = (error: VoiceError) => {
            off()
            reject(error)
          }
          awaiting.add(end)
        })
        next.catch(() => undefined)
        return next
      }
      const off = on(type, (event) => {
        off()
        listener(event)
      })
      return off
    }
    this.once = once
  }

  readonly on = <K extends VoiceEventType>(
    type: K,
    listener: VoiceEventListener<K>,
  ): (() => void) => {
    const listeners: { [T in K]?: Set<VoiceEventListener<T>> } = this.#listeners
    const all = (listeners[type] ??= new Set())
    all.add(listener)
    return () => this.off(type, listener)
  }

  readonly off = <K extends VoiceEventType>(type: K, listener?: VoiceEventListener<K>): void => {
    if (listener === undefined) this.#listeners = { ...this.#listeners, [type]: undefined }
    else this.#listeners[type]?.delete(listener)
  }

  readonly offAll = (): void => {
    this.#listeners = {}
  }

  /** The conversation is over. */
  end(error: VoiceError): void {
    for (const end of this.#awaiting) end(error)
    this.#awaiting.clear()
  }

  hears(type: VoiceEventType): boolean {
    return (this.#listeners[type]?.size ?? 0) > 0
  }

  emitServer(event: ServerEvent): void {
    if (event.type !== 'unknown') this.#emitKnown(event)
  }

  #emitKnown<K extends KnownServerEventType>(event: VoiceEventMap[K] & { readonly type: K }): void {
    this.emit(event.type, event)
  }

  emit<K extends VoiceEventType>(type: K, event: VoiceEventMap[K]): void {
    const all = this.#listeners[type]
    for (const listener of [...(all ?? [])]) {
      try {
        listener(event)
      } catch (error) {
        reportListenerError(error)
      }
    }
  }
}
