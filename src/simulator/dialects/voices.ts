import { object, objectOr, oneOf, text } from '../engine/shape.ts'

const PREVIEW = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse']
/** Azure's list of 2025 does not have them; its own samples use the first. */
const NEWER = ['marin', 'cedar']

/** OpenAI's list of 2026. */
export const gaVoices: readonly string[] = [...PREVIEW, ...NEWER, 'shida']

/** One of them, or a voice that a customer had made. */
export const gaVoice = objectOr(object({ id: text }, ['id']), oneOf(...gaVoices))
export const preview2025Voice = oneOf(...PREVIEW, ...NEWER)
/** Three in the first specification; the clients that were written for it soon had eight. */
export const preview2024Voice = oneOf(...PREVIEW)
