import { parseAddress, queryOf, type Address } from './address.ts'
import { assertTexts } from './assertTexts.ts'
import { azureBase } from './azureBase.ts'
import type { CredentialOptions } from './CredentialOptions.ts'
import type { Endpoint } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'
import { withCredential } from './withCredential.ts'

/** An agent of a Foundry project, which brings its own model. */
export interface VoiceLiveAgent {
  readonly name: string
  readonly project: string
  readonly version?: string | undefined
  /** Of a conversation to go on with. */
  readonly conversationId?: string | undefined
}

export interface VoiceLiveOptions extends CredentialOptions {
  /** Such as `https://my.services.ai.azure.com`, or the whole target URI. The path of a gateway is kept up to `/voice-live`. */
  readonly endpoint: string
  /** A model of the service; no deployment is needed. */
  readonly model?: string | undefined
  /** Instead of a model. */
  readonly agent?: VoiceLiveAgent | undefined
  /** Default `2026-04-10`. */
  readonly apiVersion?: string | undefined
}

/** Portals append versions of other services to other addresses. */
const pastedVersion = ({ path, query }: Address): string | null =>
  path === '' || path.split('/').includes('voice-live') ? query.get('api-version') : null

/**
 * Azure Voice Live.
 *
 * From a page it documents one place for a credential: a key, as `api-key` in the query. It mints no ephemeral secrets,
 * so that an Entra token needs a `relayUrl`, or Node.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function voiceLive(options: VoiceLiveOptions): Endpoint {
  assertTexts(options, ['endpoint', 'model', 'apiVersion'])
  const address = parseAddress(options.endpoint)
  const base = azureBase(address, 'voice-live')
  const { agent } = options
  if (agent && options.model) throw invalidEndpoint('it takes a model or an agent, not both')
  if (agent && !(agent.name && agent.project))
    throw invalidEndpoint('its agent needs a name and a project')
  const model = agent?.name ?? (options.model || address.query.get('model'))
  if (!model) throw invalidEndpoint('it needs a model or an agent')
  const query = queryOf({
    'api-version': options.apiVersion || pastedVersion(address) || '2026-04-10',
    model: agent ? undefined : model,
    'agent-name': agent?.name,
    'agent-project-name': agent?.project,
    'agent-version': agent?.version,
    'conversation-id': agent?.conversationId,
  })
  return withCredential(options, {
    provider: 'voice-live',
    dialect: 'flat',
    url: `${base}/voice-live/realtime?${query}`,
    host: address.host,
    model,
  })
}
