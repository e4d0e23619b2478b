import type { WireSession } from '../../protocol/settings.ts'
import type { SessionState } from '../state.ts'

/** The tools of the session, where they are to be said: those that the app put into `raw` itself, and those that were given to us. */
export function withWireTools(
  session: WireSession,
  { wantedSettings, tools }: SessionState,
  isAsked: boolean,
): WireSession {
  // A list replaces the one before: whoever says one half takes the other away.
  if (!isAsked && !('tools' in session)) return session
  const raw = wantedSettings.raw?.['tools']
  return { ...session, tools: [...(Array.isArray(raw) ? (raw as unknown[]) : []), ...tools] }
}
