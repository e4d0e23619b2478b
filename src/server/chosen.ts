import { HttpRefusal } from './HttpRefusal.ts'
import type { TokenRequest } from './readRequest.ts'
import type { TokenHandlerOptions } from './TokenHandlerOptions.ts'

/** What a session starts with, once the client has chosen what it may. */
export interface StartingSession {
  readonly model: string | undefined
  readonly voice: string | undefined
  readonly instructions: string | undefined
}

/** @throws {@link HttpRefusal} */
export function chosen(
  { provider, model }: TokenRequest,
  { provider: own, session = {}, choices = {} }: TokenHandlerOptions,
): StartingSession {
  // `local` is a simulator in the place of the service.
  if (provider !== undefined && provider !== own.type && provider !== 'local')
    throw new HttpRefusal(400, 'provider_refused', 'The token endpoint is one of another provider.')
  const fixed = own.type === 'azure' ? own.deployment : session.model
  if (model !== undefined && model !== fixed && !choices.models?.includes(model))
    throw new HttpRefusal(400, 'model_refused', 'The token endpoint does not offer this model.')
  const { voice, instructions } = session
  return { model: model ?? fixed, voice, instructions }
}
