import { expect, it, onTestFinished } from 'vitest'
import { startPulse } from '../support/pulse.ts'
import { pitchHz } from './support/sounds.ts'
import { startFirefox } from './support/startFirefox.ts'

const isLoud = (samples: Float32Array) => samples.some((sample) => Math.abs(sample) > 0.01)

it('moves over to the loudspeaker that is chosen, through an element: its contexts cannot', async () => {
  const pulse = await startPulse()
  onTestFinished(() => pulse.close())
  const desk = await pulse.plugSpeaker('desk', { label: 'Desk' })
  const headset = await pulse.plugSpeaker('headset', { label: 'Headset' })
  await pulse.plugMicrophone('microphone')
  await desk.makeDefault()
  const page = await startFirefox(pulse)
  const onDesk = await desk.record()
  const onHeadset = await headset.record()

  const player = await page.evaluateHandle(async () => {
    const { startMicrophone, startPlayer, until, wait } = window.rig
    const { player, events } = await startPlayer()
    player.play('before', 0, window.rig.tonePcm(12_000, 440))
    player.end('before')
    await until(() => events.includes('drained before'), events)
    await wait(300)
    // The names of the loudspeakers come with the permission for a microphone.
    await startMicrophone()
    return player
  })
  expect(isLoud(onDesk.soFar())).toBe(true)
  expect(isLoud(onHeadset.soFar())).toBe(false)
  await onDesk.stop()

  const afterwards = await desk.record()
  const state = await page.evaluate(async (player) => {
    const { tonePcm, wait } = window.rig
    const devices = await navigator.mediaDevices.enumerateDevices()
    const chosen = devices.find(({ kind, label }) => kind === 'audiooutput' && label === 'Headset')
    await player.selectDevice(chosen?.deviceId ?? 'none')
    player.play('after', 0, tonePcm(48_000, 880))
    await wait(1500)
    const { status, deviceId, notice } = player.state.get()
    return {
      status,
      notice,
      isChosen: deviceId === chosen?.deviceId,
      canSteer: 'setSinkId' in AudioContext.prototype,
    }
  }, player)
  expect(state).toEqual({ status: 'running', notice: null, isChosen: true, canSteer: false })
  expect(isLoud(await afterwards.stop())).toBe(false)
  const heard = (await onHeadset.stop()).filter((sample) => sample !== 0)
  expect(pitchHz(heard.subarray(4800, 28_800), 48_000)).toBeCloseTo(880, -1)
})
