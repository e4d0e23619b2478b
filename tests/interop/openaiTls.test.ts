import OpenAI, { AzureOpenAI } from 'openai'
import { OpenAIRealtimeWS } from 'openai/realtime/ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Frame } from './support/FrameTap.ts'
import { gaTurns } from './support/gaTurns.ts'
import { GA_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

const KEY = 'the-only-key'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ tls: true, apiKey: KEY })
})
afterAll(() => partner.close())

// What it trusts is the simulator's certificate, and nothing is let through unseen.
const trust = ({ simulator }: Partner) => ({ ca: simulator.certificate ?? '' })

describe('OpenAIRealtimeWS over TLS', () => {
  gaTurns(
    () => partner,
    (to) =>
      new OpenAIRealtimeWS(
        { model: 'gpt-realtime', options: trust(to) },
        new OpenAI({ apiKey: KEY, baseURL: `https://localhost:${to.simulator.port}/v1` }),
      ),
  )
})

describe('OpenAIRealtimeWS of Azure over TLS', () => {
  gaTurns(
    () => partner,
    (to) =>
      OpenAIRealtimeWS.azure(
        new AzureOpenAI({
          apiKey: KEY,
          // Asked for by the class; the address of GA has none.
          apiVersion: '2025-04-01-preview',
          endpoint: `https://localhost:${to.simulator.port}`,
          deployment: 'my-realtime',
        }),
        { options: trust(to) },
      ),
  )
})

describe('the frames of these turns', () => {
  // No tap reads what is encrypted, so these are as the simulator wrote them down.
  const frames = () =>
    partner.simulator.events
      .filter(({ direction }) => direction === 'out')
      .map(({ event }) => event as Frame)

  it("are of OpenAI's published types", () => {
    expect(frames().length).toBeGreaterThan(100)
    expect(typeProblems(frames(), GA_TYPES)).toEqual([])
  })

  it("pass the schemas of OpenAI's agents", async () => {
    expect(await schemaProblems(frames())).toEqual([])
  })
})
