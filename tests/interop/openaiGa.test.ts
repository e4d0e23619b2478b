import OpenAI from 'openai'
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import WebSocket from 'ws'
import { gaTurns } from './support/gaTurns.ts'
import { openOpenAI } from './support/openLine.ts'
import { overPlainSocket } from './support/overPlainSocket.ts'
import { GA_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner()
})
afterAll(() => partner.close())

describe('OpenAIRealtimeWS', () => {
  gaTurns(
    () => partner,
    ({ port }) => openOpenAI(port),
  )
})

describe('OpenAIRealtimeWebSocket', () => {
  // As in a browser: no headers, the key among the subprotocols, of which one must be chosen.
  class PageSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, overPlainSocket)
    }
  }
  beforeEach(() => {
    vi.stubGlobal('WebSocket', PageSocket)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  gaTurns(
    () => partner,
    ({ port }) =>
      new OpenAIRealtimeWebSocket(
        { model: 'gpt-realtime' },
        new OpenAI({ apiKey: 'sk-local', baseURL: `http://127.0.0.1:${port}/v1` }),
      ),
  )
})

describe('the frames of these turns', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, GA_TYPES)).toEqual([])
  })

  it("pass the schemas of OpenAI's agents", async () => {
    expect(await schemaProblems(partner.tap.frames)).toEqual([])
  })
})
