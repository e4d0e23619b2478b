import { once } from 'node:events'
import type { OpenAIRealtimeError } from 'openai/beta/realtime/internal-base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flatTurns } from './support/flatTurns.ts'
import { openAzurePreview, openOpenAIBeta } from './support/openLine.ts'
import { PREVIEW_TYPES } from './support/publishedTypes.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

let partner: Partner
beforeAll(async () => {
  partner = await startPartner({ preview: 'serve' })
})
afterAll(() => partner.close())

describe("OpenAIRealtimeWS of OpenAI's beta", () => {
  flatTurns(
    () => partner,
    ({ port }) => openOpenAIBeta(port),
  )
})

describe("OpenAIRealtimeWS of Azure's preview", () => {
  flatTurns(
    () => partner,
    ({ port }) => openAzurePreview(port),
  )
})

describe("OpenAIRealtimeWS of OpenAI's beta, as the live service is today", () => {
  it('is told that its time is over', async () => {
    const today = await startPartner()
    const client = openOpenAIBeta(today.port)
    const closed = once(client.socket, 'close')
    const told = await new Promise<OpenAIRealtimeError>((resolve) => client.on('error', resolve))
    expect(told.error).toMatchObject({ code: 'beta_api_shape_disabled' })
    expect((await closed)[0]).toBe(4000)
    await today.close()
  })
})

describe('the frames of these turns', () => {
  it("are of OpenAI's published types", () => {
    expect(typeProblems(partner.tap.frames, PREVIEW_TYPES)).toEqual([])
  })
})
