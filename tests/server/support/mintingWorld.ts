import { onTestFinished } from 'vitest'
import { createTokenHandler, type TokenProblem } from '../../../src/server/index.ts'
import type { AzureProvider, OpenAIProvider } from '../../../src/server/index.ts'
import { asking } from './asking.ts'
import { upstream, type UpstreamAnswer } from './upstream.ts'

export const KEY = 'sk-SECRET-key'
export const GOOD = { body: '{"value":"ek_1","expires_at":1795000000}' }

export type Provider = AzureProvider | OpenAIProvider

/** A token handler that mints at a service which the test plays. */
export async function mintingWorld(
  answer: UpstreamAnswer | null,
  provider: (url: string) => Provider = (baseUrl) => ({ type: 'openai', apiKey: KEY, baseUrl }),
  expiresAfterSeconds?: number,
) {
  const service = await upstream(answer)
  onTestFinished(service.close)
  const problems: TokenProblem[] = []
  const handler = createTokenHandler({
    authorize: () => true,
    provider: provider(service.url),
    session: { model: 'm', voice: 'cedar', instructions: 'Be brief.' },
    expiresAfterSeconds,
    onProblem: (problem) => problems.push(problem),
  })
  const ask = async () => {
    const response = await handler(asking())
    const text = await response.text()
    return { status: response.status, headers: response.headers, text }
  }
  return { ...service, ask, problems }
}
