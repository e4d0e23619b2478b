import { onTestFinished, vi } from 'vitest'
import type { Listed } from './FakeCapture.ts'

/** The edge of a browser: a list of microphones, and a permission, that change when a test says so. */
export function fakeBrowser(first: readonly Listed[], state: PermissionState = 'granted') {
  const mediaDevices = Object.assign(new EventTarget(), {
    looks: 0,
    listed: first,
    async enumerateDevices() {
      mediaDevices.looks++
      return mediaDevices.listed.map((one) => ({ ...one, kind: 'audioinput' }))
    },
  })
  const permission = Object.assign(new EventTarget(), { state })
  vi.stubGlobal('navigator', { mediaDevices, permissions: { query: async () => permission } })
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  return {
    looks: () => mediaDevices.looks,
    /** Without a word of it. */
    list: (devices: readonly Listed[]) => (mediaDevices.listed = devices),
    /** Says that something changed, and waits until that has settled. */
    async change(devices: readonly Listed[] = mediaDevices.listed) {
      mediaDevices.listed = devices
      mediaDevices.dispatchEvent(new Event('devicechange'))
      await vi.advanceTimersByTimeAsync(300)
    },
    async permit(next: PermissionState) {
      permission.state = next
      permission.dispatchEvent(new Event('change'))
      await vi.advanceTimersByTimeAsync(0)
    },
    settle: () => vi.advanceTimersByTimeAsync(0),
  }
}
