import { AzureRealTimeAudio, type AzureRealTimeOptions } from '../../../src/core.ts'
import { ending, type AzureSite } from './azureSite.ts'

const PREVIEW = '2025-04-01-preview'

/** @param more - `apiVersion: undefined` for the GA service. */
export function clientOf(
  site: AzureSite,
  more: Partial<AzureRealTimeOptions> = {},
): AzureRealTimeAudio {
  const options = {
    hostName: 'my.openai.azure.com',
    apiVersion: PREVIEW,
    deployment: 'gpt-realtime',
    apiKey: 'secret-key',
    ...more,
  }
  return ending(new AzureRealTimeAudio(options, {}, site.WebSocket))
}

/** The next event of that name. */
export const next = (client: AzureRealTimeAudio, event: string): Promise<Record<string, unknown>> =>
  new Promise((resolve) => client.once(event, resolve))

/** A client whose settings were accepted; rejects with what went wrong. */
export async function connected(
  site: AzureSite,
  more?: Partial<AzureRealTimeOptions>,
): Promise<AzureRealTimeAudio> {
  const client = clientOf(site, more)
  await new Promise((resolve, reject) => {
    client.once('init', resolve)
    client.on('error', reject)
  })
  client.off('error')
  return client
}
