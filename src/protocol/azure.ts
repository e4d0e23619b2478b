import { parseAddress, queryOf, type Address } from './address.ts'
import { assertTexts } from './assertTexts.ts'
import { azureBase } from './azureBase.ts'
import type { CredentialOptions } from './CredentialOptions.ts'
import type { Endpoint } from './endpoint.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'
import { withCredential } from './withCredential.ts'

export interface AzureOptions extends CredentialOptions {
  /**
   * As the portal shows it: a bare host, `https://…`, or the whole target URI, from which `deployment` and the preview's
   * `apiVersion` are read. The path of a gateway, such as API Management, is kept up to `/openai`.
   */
  readonly endpoint: string
  /** The deployment's name; may be left out when the pasted address holds it. */
  readonly deployment?: string | undefined
  /** Only for the preview, such as `2025-04-01-preview`: it means the flat dialect. The GA service refuses any. */
  readonly apiVersion?: string | undefined
}

const VERSION = /^\d{4}-\d\d-\d\d(-preview)?$/

/** The version that an address of the preview holds; what portals append to other addresses is not the realtime service's. */
function pastedVersion({ path, query }: Address): string | undefined {
  const version = query.get('api-version') ?? ''
  const isPreview = path === '' || /\/openai\/realtime(api)?(\/|$)/.test(path)
  return isPreview && VERSION.test(version) ? version : undefined
}

const pastedDeployment = ({ path, query }: Address): string | null =>
  query.get('deployment') ??
  query.get('model') ??
  /\/openai\/deployments\/([^/]+)/.exec(path)?.[1] ??
  null

/**
 * Azure OpenAI's Realtime service: GA, or with an `apiVersion` the preview before it.
 *
 * From a page the service documents one place for a credential: a key, as `api-key` in the query. An ephemeral secret
 * travels as a subprotocol, which was never tried against the real service. An Entra token is refused in a page unless
 * `credential` says where it goes: see `docs/server.md`. Node sends headers.
 *
 * @throws {@link VoiceError} `endpoint_invalid`
 */
export function azure(options: AzureOptions): Endpoint {
  assertTexts(options, ['endpoint', 'deployment', 'apiVersion'])
  const address = parseAddress(options.endpoint)
  const base = azureBase(address, 'openai')
  const model = options.deployment || pastedDeployment(address)
  if (!model) throw invalidEndpoint('it needs a deployment')
  const version = options.apiVersion || pastedVersion(address)
  if (version !== undefined && !VERSION.test(version))
    throw invalidEndpoint(
      'its apiVersion is none of the preview',
      'Leave apiVersion out for the GA service; that of the preview is a date, such as 2025-04-01-preview.',
    )
  const target =
    version === undefined
      ? `v1/realtime?${queryOf({ model })}`
      : `realtime?${queryOf({ 'api-version': version, deployment: model })}`
  return withCredential(options, {
    provider: 'azure',
    dialect: version === undefined ? 'GA' : 'flat',
    url: `${base}/openai/${target}`,
    host: address.host,
    model,
  })
}
