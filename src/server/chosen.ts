import { HttpRefusal } from './HttpRefusal.ts'
import type { TokenRequest } from './readRequest.ts'
import type { TokenHandlerOptions } from './TokenHandlerOptions.ts'

/** What a session starts with, once the client has chosen what it may. */
export interface StartingSession {
  readonly model: string | undefined
  readonly voice: string | undefined
  readonly instructions: string | undefined
}

function pick(
  what: string,
  asked: string | undefined,
  fixed: string | undefined,
  allowed: readonly string[] = [],
): string | undefined {
  if (asked === undefined || asked === fixed || allowed.includes(asked)) return asked ?? fixed
  throw new HttpRefusal(400, `${what}_refused`, `The token endpoint does not offer this ${what}.`)
}

/** @throws {@link HttpRefusal} */
export function chosen(
  { provider, model, voice }: TokenRequest,
  { provider: own, session = {}, choices = {} }: TokenHandlerOptions,
): StartingSession {
  // `local` is a simulator in the place of the service.
  if (provider !== undefined && provider !== own.type && provider !== 'local')
    throw new HttpRefusal(400, 'provider_refused', 'The token endpoint is one of another provider.')
  const fixed = own.type === 'azure' ? own.deployment : session.model
  return {
    model: pick('model', model, fixed, choices.models),
    voice: pick('voice', voice, session.voice, choices.voices),
    instructions: session.instructions,
  }
}
