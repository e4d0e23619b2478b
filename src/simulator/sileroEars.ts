import { Silero } from '../audio/vad/Silero.ts'
import type { Hearing } from './hearing/Hearing.ts'
import { ServerVad } from './hearing/ServerVad.ts'

/** Ears for any number of sessions. @param weights - From `loadWeights()`; only read, so they are shared. */
export const sileroEars = (weights: Float64Array) => (): Hearing =>
  new ServerVad(new Silero(weights))
