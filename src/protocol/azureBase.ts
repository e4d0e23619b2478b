import type { Address } from './address.ts'
import { invalidEndpoint } from './invalidEndpoint.ts'

/** Hosts of Azure itself; on any other stands a gateway, whose path is its own. */
const AZURE_HOST = /\.(openai|cognitiveservices|services\.ai)\.azure\.(com|us|cn)(:\d+)?$/i

/** With its regions, such as eu.api.openai.com. */
export const isOpenAIHost = (host: string): boolean => /(^|\.)api\.openai\.com(:\d+)?$/i.test(host)

export const isAzureHost = (host: string): boolean => AZURE_HOST.test(host)

/**
 * What comes before `/openai` or `/voice-live` in an address.
 *
 * On Azure's own hosts any path is dropped: portals hand out those of other services. That of a gateway, or of API
 * Management, is kept up to the service's root, as Azure's own clients do with an endpoint.
 *
 * @throws {@link VoiceError} `endpoint_invalid`, for the address of the other service
 */
export function azureBase({ origin, host, path }: Address, root: 'openai' | 'voice-live'): string {
  const other = root === 'openai' ? 'voice-live' : 'openai'
  const segments = path.split('/')
  const isOther = segments.includes(other) && !segments.includes(root)
  if (isOther && root === 'openai')
    throw invalidEndpoint('this is an address of Voice Live', 'Use voiceLive() instead of azure().')
  if (isOther)
    throw invalidEndpoint(
      'this is an address of Azure OpenAI',
      'Use azure() instead of voiceLive().',
    )
  if (isOpenAIHost(host)) throw invalidEndpoint('this is an address of OpenAI', 'Use openai().')
  if (host.includes('.realtimeapi-preview.'))
    throw invalidEndpoint(
      'this is an address of the WebRTC preview',
      "Use the resource's own, such as https://my.openai.azure.com.",
    )
  if (isAzureHost(host)) return origin
  const at = segments.indexOf(root)
  return origin + (at < 0 ? path : segments.slice(0, at).join('/'))
}
