import { expect, it } from 'vitest'
import { heardMicrophone, toneMicrophones } from './toneMicrophones.ts'

/** Unplugged, and the watch asks for the system's choice already, when the user chooses. */
async function unplugged() {
  const devices = toneMicrophones({ '': { hz: 500 }, headset: { hz: 2000 } })
  const heard = { ...devices, ...heardMicrophone() }
  await heard.microphone.start()
  await expect.poll(() => heard.chunks.length).toBeGreaterThan(2)
  const allow = heard.hold()
  const first = heard.track()
  first.stop()
  first.dispatchEvent(new Event('ended'))
  await expect.poll(() => heard.asked.length).toBe(2)
  return { ...heard, allow }
}

it('is heard through the system’s choice when what was chosen for an unplugged one cannot be had', async () => {
  const { microphone, state, refuse, allow, asked, openTracks, pitch } = await unplugged()
  refuse('NotReadableError')
  const chosen = microphone.selectDevice('headset')
  allow()
  await expect(chosen).rejects.toMatchObject({ code: 'microphone_busy' })
  await expect.poll(openTracks).toBe(1)
  await expect.poll(pitch).toBe(500)
  expect(asked).toEqual([null, null, 'headset', null])
  expect(state()).toMatchObject({ status: 'live', error: { code: 'microphone_busy' } })
})

it('is also when that is given up while the watch still waits', async () => {
  const { microphone, state, allow, openTracks, pitch } = await unplugged()
  void microphone.selectDevice('headset')
  await microphone.selectDevice(null)
  allow()
  await expect.poll(openTracks).toBe(1)
  await expect.poll(pitch).toBe(500)
  expect(state()).toMatchObject({ status: 'live', error: null })
})
