import { expect, it } from 'vitest'
import { SilenceWatch } from '../../../src/audio/capture/SilenceWatch.ts'
import { FakeCapture, type Listed } from './FakeCapture.ts'

const CHUNK_MS = 40
const desk: Listed = { deviceId: 'd', groupId: 'desk', label: 'Desk microphone' }
const alias: Listed = { deviceId: 'default', groupId: 'none', label: 'Default' }

function listening(chosenId: string | null = null) {
  const capture = new FakeCapture(chosenId === null ? [alias, desk] : [desk, desk])
  capture.chosenId = chosenId
  const watch = new SilenceWatch(capture)
  capture.swapped = () => watch.heard()
  /** So much sound of this loudness, or, as null, from a microphone that is muted. */
  async function hear(ms: number, rms: number | null = 0) {
    const pcm = rms === null ? null : new Int16Array(CHUNK_MS * 24)
    const size = rms ?? 0
    for (let at = 0; at < ms; at += CHUNK_MS) {
      watch.chunk({ pcm, rms: size, last: false, rateHz: 24_000, ratesHz: [24_000] })
      await Promise.resolve()
    }
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  return { capture, hear, code: () => capture.state.notice?.code ?? null }
}

it('opens a silent device once more after 5 and 4 seconds, and warns 4 seconds later', async () => {
  const { capture, hear, code } = listening()
  await hear(8960)
  expect(capture.asked).toEqual([])
  await hear(80)
  expect(capture.asked).toEqual([null])
  await hear(3960)
  expect(code()).toBeNull()
  await hear(120)
  expect(code()).toBe('microphone_silent')
  expect(capture.state.notice?.message).toContain('Default')
  await hear(60_000)
  expect(capture.asked).toEqual([null])
  expect(capture.told).toHaveLength(1)
  expect(capture.lost).toBeNull()
})

it('takes the warning back with the faintest sound, and no other notice', async () => {
  const { hear, code, capture } = listening()
  await hear(14_000)
  expect(code()).toBe('microphone_silent')
  await hear(40, 1e-7)
  expect(code()).toBeNull()
  await hear(40, 1e-7)
  expect(capture.told).toHaveLength(2)
  // A device that had sound once, and has none again, was opened anew already.
  await hear(4100)
  expect(code()).toBe('microphone_silent')
  expect(capture.asked).toHaveLength(1)
})

it('asks for the very device that the user chose', async () => {
  const { capture, hear } = listening('d')
  await hear(9100)
  expect(capture.asked).toEqual(['d'])
})

it('does not take a quiet room for silence', async () => {
  const { capture, hear } = listening()
  for (let i = 0; i < 20; i++) {
    await hear(3900)
    await hear(40, 1e-6)
  }
  expect(capture).toMatchObject({ asked: [], told: [] })
})

it('expects nothing of a microphone that the user or the system has muted', async () => {
  const { capture, hear } = listening()
  await hear(60_000, null)
  capture.state = { ...capture.state, status: 'muted' }
  await hear(60_000)
  capture.state = { ...capture.state, status: 'live', isMutedBySystem: true }
  await hear(60_000)
  expect(capture).toMatchObject({ asked: [], told: [] })
})

it('goes on with what it has when the device cannot be opened once more', async () => {
  const { capture, hear, code } = listening()
  capture.ask = () => Promise.reject(new Error('busy'))
  await hear(14_000)
  expect(code()).toBe('microphone_silent')
  expect(capture.lost).toBeNull()
})
