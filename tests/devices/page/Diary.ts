import type { MicrophoneSource } from '../../../src/index.ts'

/** What a microphone was at a moment, in what can be handed out of a page. */
export interface Entry {
  readonly atMs: number
  /** How many samples had been heard by then. */
  readonly atSample: number
  readonly status: string
  readonly device: string | null
  readonly isMutedBySystem: boolean
  readonly notice: { readonly code: string; readonly message: string } | null
  readonly error: { readonly code: string; readonly message: string } | null
}

type Told = Entry['notice']

/** Writes down all that a microphone says and hears, from its first moment on. */
export class Diary {
  readonly entries: Entry[] = []
  readonly #chunks: Int16Array[] = []
  #samples = 0

  constructor(microphone: MicrophoneSource) {
    const { state } = microphone
    const write = () => {
      const { status, device, isMutedBySystem, notice, error } = state.get()
      this.entries.push({
        atMs: performance.now(),
        atSample: this.#samples,
        status,
        device: device?.label ?? null,
        isMutedBySystem: isMutedBySystem ?? false,
        notice: told(notice),
        error: told(error),
      })
    }
    write()
    state.subscribe(write)
    microphone.listen((pcm) => {
      this.#chunks.push(pcm)
      this.#samples += pcm.length
    })
  }

  /** How many samples have been heard. */
  get samples(): number {
    return this.#samples
  }

  /** What has been heard from this sample on. */
  heardFrom(first: number): number[] {
    return this.#chunks.flatMap((chunk) => [...chunk]).slice(first)
  }
}

const told = (error: (Error & { readonly code: string }) | null | undefined): Told =>
  error ? { code: error.code, message: error.message } : null
