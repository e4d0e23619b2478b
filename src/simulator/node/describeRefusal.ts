import { oneLine } from '../faults/quoted.ts'
import type { Admission } from './Admission.ts'
import { addressOf } from './serviceAt.ts'

function reasonOf(admission: Admission): string | null {
  if (admission.type === 'refused') return `${admission.reason} (HTTP ${admission.status})`
  if (admission.type === 'dismissed') {
    const { message, code, closeCode } = admission
    return `${message} (${code}, close code ${closeCode})`
  }
  return admission.type === 'expired' ? 'Its client secret has expired.' : null
}

/**
 * Why somebody got no line, for people; `null` when he got one. Pages learn little more than that it was closed.
 *
 * @param url - Only its path is told: a credential may stand behind it.
 */
export function describeRefusal(url: string | undefined, admission: Admission): string | null {
  const reason = reasonOf(admission)
  if (reason === null) return null
  return `A line to ${addressOf(url)?.path.slice(0, 100) || '/'} was refused: ${oneLine(reason)}`
}
