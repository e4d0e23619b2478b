import { ga } from './ga.ts'
import { preview2024 } from './preview2024.ts'
import { preview2025 } from './preview2025.ts'
import type { ServiceDialect } from './ServiceDialect.ts'
import { voiceLive } from './voiceLive.ts'

/**
 * The words that are spoken at an address of the services; `null` where there is none.
 *
 * @param path - Without a slash at its end.
 * @param apiVersion - `api-version` of the query, if there is one. A preview that is not 2024's is taken for 2025's.
 */
export function dialectFor(path: string, apiVersion: string | null): ServiceDialect | null {
  switch (path) {
    case '/v1/realtime':
    case '/openai/v1/realtime':
      return ga
    case '/openai/realtime':
      return apiVersion === '2024-10-01-preview' ? preview2024 : preview2025
    case '/voice-live/realtime':
      return voiceLive(apiVersion)
    default:
      return null
  }
}
