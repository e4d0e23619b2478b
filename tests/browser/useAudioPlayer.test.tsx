import { act, renderHook } from '@testing-library/react'
import { StrictMode } from 'react'
import { expect, it } from 'vitest'
import { useAudioPlayer } from '../../src/hooks/useAudioPlayer.ts'
import { noisePcm } from '../audio/signals.ts'

function renderPlayer() {
  const renders = { count: 0 }
  const hook = renderHook(
    () => {
      renders.count++
      return useAudioPlayer()
    },
    { wrapper: StrictMode },
  )
  return { ...hook, renders }
}

it('offers the speakers of the system, and plays through the one that is chosen', async () => {
  const { result } = renderPlayer()
  expect(result.current).toMatchObject({ status: 'off', outputDevices: [], outputDeviceId: null })
  await act(() => result.current.unblock())
  await expect
    .poll(() => result.current.outputDevices.map(({ label }) => label))
    .toEqual(['Fake Audio Output 1', 'Fake Audio Output 2'])
  const id = result.current.outputDevices[1]?.id ?? ''
  act(() => result.current.selectOutputDevice(id))
  expect(result.current).toMatchObject({ outputDeviceId: id, notice: null, blocked: false })
  act(() => result.current.selectOutputDevice('thrown away'))
  await expect.poll(() => result.current.outputDeviceId).toBe(null)
  expect(result.current.notice).toMatchObject({ code: 'device_changed' })
})

it('renders when an answer begins and when it ends, and not for its sound', async () => {
  const { result, renders } = renderPlayer()
  await act(() => result.current.unblock())
  await expect.poll(() => result.current.outputDevices.length).toBe(2)
  const { player } = result.current
  const before = renders.count
  for (let i = 0; i < 20; i++) player.play('a', 0, noisePcm(1200))
  player.end('a')
  await expect.poll(() => result.current.isPlaying).toBe(true)
  await expect.poll(() => player.meter.read()).toBeGreaterThan(0.3)
  await expect.poll(() => result.current.isPlaying, { timeout: 3000 }).toBe(false)
  // StrictMode renders everything twice.
  expect(renders.count - before).toBe(4)
})
