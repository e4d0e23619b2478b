/** Says how likely it is that somebody talks. Synchronous and deterministic: the same samples give the same answer anywhere. */
export interface VoiceDetector {
  /** How many samples `probability` wants at a time, at 16 kHz. */
  readonly frameSamples: number
  /** @param frame - `frameSamples` samples at 16 kHz, -1 to 1. @returns 0 to 1. */
  probability(frame: Float32Array): number
  /** Forgets what it heard. */
  reset(): void
}
