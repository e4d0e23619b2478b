import type { Dialect } from './dialect.ts'
import type { Fields } from './flatFields.ts'
import { sessionToFlat } from './flatSession.ts'
import { toWire, type SessionSettings } from './settings.ts'

/** By our names: one such field, and the service refuses the whole message. */
const ABSENT = { GA: ['temperature'], flat: ['turnDetection.idleTimeoutMs'] }

/**
 * The message that sets up a session, for those who speak to a service by themselves: over a socket of their own, or from
 * a server.
 *
 * Only what is given is in it: spread `DEFAULT_SETTINGS` for the rest, because the services' own defaults differ. What the
 * dialect has no word for is left out.
 *
 * @param dialect - `GA`, or `flat` for Azure's preview and Voice Live.
 * @example
 * socket.send(JSON.stringify(sessionUpdate({ voice: 'shimmer' }, 'flat')))
 */
export function sessionUpdate(
  settings: SessionSettings,
  dialect: Dialect['name'],
): { readonly type: 'session.update'; readonly session: Fields } {
  const session = toWire(settings, ABSENT[dialect])
  return { type: 'session.update', session: dialect === 'GA' ? session : sessionToFlat(session) }
}
