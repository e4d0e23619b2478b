import type { Meter } from './Meter.ts'

/** The quietest level that shows, in decibels below full scale. Speech close to a microphone is near -25. */
const FLOOR_DB = -60
const ATTACK_MS = 40
const RELEASE_MS = 160

/** After so many levels that nobody has looked at, nobody is looking: 1 s of chunks, unless they were chosen otherwise. */
const UNREAD_MOST = 25

/**
 * Loudness as it is felt: even steps in decibels, quick to rise and slow to fall. The same scale for every source.
 *
 * It is told (`measure`), or it asks (`follow`). A level that nobody draws costs nothing.
 */
export class LevelMeter implements Meter {
  readonly #nowMs: () => number
  #rms = 0
  #level = 0
  #atMs = 0
  #unread = 0
  #source: (() => number) | null = null

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs
  }

  /** @param rms - Root mean square of the last samples, 0 to 1. */
  measure(rms: number): void {
    // What came before counts also for those who look less often than levels come.
    if (this.#unread++ < UNREAD_MOST) this.#settle(this.#rms)
    this.#rms = rms
  }

  /** @param source - Root mean square of the last samples, 0 to 1; null for silence. */
  follow(source: (() => number) | null): void {
    this.measure(0)
    this.#source = source
  }

  read(): number {
    this.#unread = 0
    return this.#settle(this.#source ? this.#source() : this.#rms)
  }

  #settle(rms: number): number {
    const target = targetOf(rms)
    const nowMs = this.#nowMs()
    const passedMs = Math.max(0, nowMs - this.#atMs)
    const slowness = target > this.#level ? ATTACK_MS : RELEASE_MS
    this.#level += (target - this.#level) * (1 - Math.exp(-passedMs / slowness))
    this.#atMs = nowMs
    return this.#level
  }
}

const targetOf = (rms: number): number =>
  rms > 0 ? Math.min(1, Math.max(0, 1 - (20 * Math.log10(rms)) / FLOOR_DB)) : 0

/** Root mean square, 0 to 1. */
export function rms(samples: Float32Array | Int16Array): number {
  const fullScale = samples instanceof Int16Array ? 32768 : 1
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length) / fullScale
}
