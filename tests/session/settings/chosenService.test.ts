import { expect, it, vi } from 'vitest'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'
import { ENDPOINTS } from './world.ts'

const { local, openai, voiceLive } = ENDPOINTS

it('is known before the first line, so that a form shows what the service has', () => {
  const session = new RealtimeSession({ endpoint: voiceLive })
  // The endpoint holds more, and some of it is secret.
  expect(session.getSnapshot().service).toEqual({ provider: 'voice-live', dialect: 'flat' })
})

it('follows the option until there is a line, and tells nobody when nothing changed', async () => {
  const { transport } = scriptedLine({ autoAccept: true })
  const session = new RealtimeSession({ endpoint: voiceLive, transport })
  const told = vi.fn()
  session.subscribe(told)
  session.setOptions({ endpoint: { ...voiceLive }, transport })
  expect(told).not.toHaveBeenCalled()
  session.setOptions({ endpoint: openai, transport })
  expect(session.getSnapshot().service).toEqual({ provider: 'openai', dialect: 'GA' })
  session.setOptions({ endpoint: local, transport })
  await session.connect()
  session.setOptions({ endpoint: voiceLive, transport })
  expect(session.getSnapshot().service).toEqual({ provider: 'local', dialect: 'GA' })
  session.disconnect()
})
