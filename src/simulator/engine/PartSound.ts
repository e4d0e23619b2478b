import type { ContentPart } from '../../protocol/items.ts'
import { joinSamples } from './wireAudio.ts'

/** The sound of one spoken part of a message at 24 kHz: whole, or in the pieces in which it was sent. */
export type PartSound = Int16Array | readonly Int16Array[]

export const samplesOf = (sound: PartSound): Int16Array =>
  sound instanceof Int16Array ? sound : joinSamples(sound)

export const sampleCount = (sound: PartSound): number =>
  sound instanceof Int16Array
    ? sound.length
    : sound.reduce((total, piece) => total + piece.length, 0)

export const isSpoken = ({ type }: ContentPart): boolean =>
  type === 'input_audio' || type === 'output_audio'

/** Which of a message's sounds is that of this part: written parts have none. */
export const soundIndex = (content: readonly ContentPart[], contentIndex: number): number =>
  content.slice(0, contentIndex).filter(isSpoken).length
