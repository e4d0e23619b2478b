import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import ts from 'typescript'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AzureRealTimeAudio } from '../../../src/core.ts'
import { azureSite, ending, heardBy, type AzureSite } from './azureSite.ts'
import { next } from './connected.ts'

// The usage examples of the class's document, word for word.
const example = (name: string) =>
  readFileSync(join(import.meta.dirname, 'documented', `${name}.txt`), 'utf8')

const PATH = '/openai/realtime?api-version=2024-10-01-preview&deployment=gpt-4o-realtime-preview'

/** Runs an example as a module of an app: what it logs, and the client that it makes. */
function run(name: string, { WebSocket }: AzureSite) {
  const { outputText } = ts.transpileModule(`${example(name)}\nreturn client`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  })
  const logged: unknown[][] = []
  const names = ['AzureRealTimeAudio', 'console', 'process', 'require', 'exports']
  const made: unknown = Reflect.apply(compileFunction(outputText, names), undefined, [
    AzureRealTimeAudio,
    { log: (...words: unknown[]) => logged.push(words) },
    { env: { AZURE_OPENAI_API_KEY: 'your-api-key' } },
    (name: string) => ({ ws: { __esModule: true, default: WebSocket } })[name],
    {},
  ])
  if (!(made instanceof AzureRealTimeAudio)) throw new Error('the example makes no client')
  return { client: ending(made), logged }
}

let site: AzureSite
beforeEach(async () => {
  site = await azureSite({ apiKey: 'your-api-key' })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('as it is documented', () => {
  it('basic usage, where the platform has a WebSocket', async () => {
    vi.stubGlobal('WebSocket', site.WebSocket)
    const { client, logged } = run('basic', site)
    const session = await next(client, 'init')
    expect(logged).toEqual([['Session established:', session]])
    client.createResponse()
    await next(client, 'response.audio.done')
    expect(logged[1]).toEqual(['Received audio data:', expect.stringMatching(/^[\w+/]{20,}=*$/)])
    // Outside of a page the key travels in a header.
    expect(site.asked).toMatchObject([
      {
        url: `wss://your-resource.openai.azure.com${PATH}`,
        headers: { 'api-key': 'your-api-key' },
      },
    ])
  })

  it('Node.js environment, with the class of ws', async () => {
    const { client } = run('node', site)
    expect(await next(client, 'init')).toMatchObject({ model: 'gpt-4o-realtime-preview' })
    expect(site.asked).toMatchObject([
      {
        url: `wss://your-resource.openai.azure.com${PATH}`,
        headers: { 'api-key': 'your-api-key' },
      },
    ])
  })

  it('custom configuration', async () => {
    vi.stubGlobal('WebSocket', site.WebSocket)
    const { client } = run('configured', site)
    expect(await next(client, 'init')).toMatchObject({
      voice: 'shimmer',
      instructions: 'You are a friendly AI assistant. Please answer questions in English.',
      input_audio_format: 'pcm16',
      output_audio_format: 'pcm16',
      turn_detection: { type: 'server_vad', threshold: 0.5, silence_duration_ms: 800 },
    })
    // The version of 2024 refuses what came later.
    const [update] = heardBy(site, 'session.update')
    expect(update?.['session']).toMatchObject({
      turn_detection: {
        type: 'server_vad',
        threshold: 0.5,
        prefix_padding_ms: 300,
        silence_duration_ms: 800,
      },
    })
  })
})
