import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useMicrophone } from '../../src/hooks/useMicrophone.ts'
import { toneMicrophones } from './toneMicrophones.ts'

it('shows the device that is heard, and its own choice again when another cannot be had', async () => {
  const { refuse, track } = toneMicrophones({ '': { hz: 500 }, headset: { hz: 1000 } })
  const { result, unmount } = renderHook(() => useMicrophone())
  expect(result.current).toMatchObject({
    status: 'off',
    device: null,
    isMutedBySystem: false,
    notice: null,
  })
  await act(() => result.current.start())
  expect(result.current).toMatchObject({ status: 'live', deviceId: null })
  expect(result.current.device).not.toBeNull()

  act(() => result.current.selectDevice('headset'))
  await waitFor(() => expect(result.current.device?.id).toBe('headset'))
  expect(result.current).toMatchObject({ status: 'live', deviceId: 'headset' })

  refuse('NotReadableError')
  act(() => result.current.selectDevice('camera'))
  expect(result.current.deviceId).toBe('camera')
  await waitFor(() => expect(result.current.deviceId).toBe('headset'))
  expect(result.current).toMatchObject({
    status: 'live',
    device: { id: 'headset' },
    error: { code: 'microphone_busy' },
  })

  Object.defineProperty(track(), 'muted', { value: true })
  act(() => void track().dispatchEvent(new Event('mute')))
  expect(result.current.isMutedBySystem).toBe(true)
  unmount()
})
