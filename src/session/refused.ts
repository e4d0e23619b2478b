import { VoiceError } from '../base/errors.ts'

/** What the service would only refuse, or misunderstand. The reason names places, never what stands there. */
export const refused = (reason: string, advice?: string): VoiceError =>
  new VoiceError('item_refused', { details: { reason, ...(advice && { advice }) } })
