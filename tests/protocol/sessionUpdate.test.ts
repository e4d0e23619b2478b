import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/protocol/settings.ts'
import { sessionUpdate } from '../../src/protocol/sessionUpdate.ts'
import { startSimulator } from '../../src/simulator/node/index.ts'
import { Client } from '../simulator/support/client.ts'

describe('the message that sets up a session', () => {
  const settings = {
    voice: 'shimmer',
    maxOutputTokens: 400,
    temperature: 0.8,
    turnDetection: {
      type: 'server_vad',
      threshold: 0.9,
      prefixPaddingMs: 1000,
      silenceDurationMs: 2000,
    },
  } as const
  const detection = {
    type: 'server_vad',
    threshold: 0.9,
    prefix_padding_ms: 1000,
    silence_duration_ms: 2000,
    create_response: true,
    interrupt_response: true,
  }

  it('in the flat dialect has the shape of the preview', () => {
    expect(sessionUpdate({ ...settings, output: 'audio' }, 'flat')).toEqual({
      type: 'session.update',
      session: {
        voice: 'shimmer',
        modalities: ['text', 'audio'],
        max_response_output_tokens: 400,
        temperature: 0.8,
        turn_detection: detection,
      },
    })
  })

  it('in GA has its nested shape, and no temperature, for which GA would refuse all of it', () => {
    expect(sessionUpdate(settings, 'GA')).toEqual({
      type: 'session.update',
      session: {
        type: 'realtime',
        max_output_tokens: 400,
        audio: { input: { turn_detection: detection }, output: { voice: 'shimmer' } },
      },
    })
  })
})

it.each([
  ['GA', '/openai/v1/realtime?model=m'],
  ['flat', '/openai/realtime?api-version=2025-04-01-preview&deployment=m'],
  ['flat', '/voice-live/realtime?api-version=2026-04-10&model=m'],
] as const)('is accepted in %s at %s', async (dialect, path) => {
  const simulator = await startSimulator({ voice: { speak: async () => new Int16Array(0) } })
  const client = new Client(simulator.url + path, [])
  const turnDetection = { ...DEFAULT_SETTINGS.turnDetection, idleTimeoutMs: 6000 }
  await client.hear('session.created')
  client.say(sessionUpdate({ ...DEFAULT_SETTINGS, turnDetection, temperature: 0.7 }, dialect))
  expect(await client.hear('session.updated')).toBeDefined()
  expect(client.events.map(({ type }) => type)).not.toContain('error')
  await simulator.close()
})
