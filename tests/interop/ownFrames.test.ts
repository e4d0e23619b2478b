import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator } from '../../src/simulator/node/startSimulator.ts'
import { openClient, SERVICES, turnsBrain } from '../support/dialectClient.ts'
import { TURNS } from '../support/dialectTurns.ts'
import type { Frame } from './support/FrameTap.ts'
import { GA_CLIENT_TYPES, PREVIEW_CLIENT_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { startPartner, type Partner } from './support/startPartner.ts'
import { typeProblems } from './support/typeProblems.ts'

/** All that our client says in every turn of the table, by the service that it says it to. */
const framesOf = new Map<string, readonly Frame[]>()
let partner: Partner
let simulator: Awaited<ReturnType<typeof startSimulator>>

beforeAll(async () => {
  partner = await startPartner()
  simulator = await startSimulator({ pace: 0, brain: turnsBrain })
  const speech = await partner.soundOf('Hello, do you hear me talking to you?', 'cedar')
  const samples = new Int16Array(new Uint8Array(speech).buffer)
  for (const service of SERVICES) {
    const frames: Frame[] = []
    for (const { settings, run } of TURNS) {
      const client = openClient(`${simulator.url}${service.path}`, settings)
      await client.session.connect()
      await run(client, samples, service)
      client.session.disconnect()
      frames.push(...client.frames)
    }
    framesOf.set(service.name, frames)
  }
})
afterAll(async () => {
  await simulator.close()
  await partner.close()
})

const said = (name: string): readonly Frame[] => {
  const frames = framesOf.get(name) ?? []
  expect(new Set(frames.map(({ type }) => type)).size).toBeGreaterThan(8)
  return frames
}

const containing = (...words: readonly string[]) =>
  words.map((word): unknown => expect.stringContaining(word))

describe('what our client says in GA', () => {
  it("is of OpenAI's published types, but for references, which only its documents have", () => {
    expect(typeProblems(said('GA'), GA_CLIENT_TYPES)).toEqual(containing('item_reference'))
  })

  it("passes the schemas of OpenAI's agents, but for pictures, which they do not know", async () => {
    const withoutPictures = said('GA').filter(
      (frame) => !JSON.stringify(frame).includes('input_image'),
    )
    expect(withoutPictures.length).toBeLessThan(said('GA').length)
    expect(await schemaProblems(withoutPictures, 'Client')).toEqual([])
  })
})

// The types of the package have text where its documents, and the services, have an object.
const CHOICE = `tool_choice`

describe.each([
  ['the preview of 2024-10-01', ['"none"', CHOICE]],
  ['the preview of 2025-04-01', [CHOICE]],
  ['Voice Live', [CHOICE]],
])('what our client says in %s', (name, besides) => {
  it(`is of OpenAI's published types for the preview, but for ${besides.join(' and ')}`, () => {
    expect(typeProblems(said(name), PREVIEW_CLIENT_TYPES)).toEqual(containing(...besides))
  })
})
