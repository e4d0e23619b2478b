import { describe, expect, it } from 'vitest'
import { deviceInUse } from '../../../src/audio/capture/deviceInUse.ts'
import { trackOf, type Listed } from './FakeCapture.ts'

const desk: Listed = { deviceId: 'd', groupId: 'desk', label: 'Desk microphone' }
const headset: Listed = { deviceId: 'h', groupId: 'headset', label: 'Headset' }
const dock: Listed = { deviceId: 'k', groupId: 'desk', label: 'Line in' }
const alias = (groupId: string, label = 'Default'): Listed => ({
  deviceId: 'default',
  groupId,
  label,
})

const use = (track: Listed, listed: readonly Listed[]) =>
  deviceInUse(trackOf(track), listed as unknown as readonly MediaDeviceInfo[]).label

describe('the device in use', () => {
  it('has the name that it has in the list', () => {
    expect(use(desk, [alias('x'), desk, headset])).toBe('Desk microphone')
    expect(use({ ...headset, label: '' }, [desk, headset])).toBe('Headset')
  })

  it('is known by its own track when it is not in the list', () => {
    expect(use(headset, [desk])).toBe('Headset')
    expect(use({ ...headset, label: '' }, [])).toBe('Microphone')
  })

  it('is the one of the group that stands for the system’s choice', () => {
    const listed = [alias('headset'), desk, headset]
    expect(use(alias('headset'), listed)).toBe('Headset')
  })

  it('is told from others of its group by its name', () => {
    const choice = alias('desk', 'Default - Line in')
    expect(use(choice, [choice, desk, dock, headset])).toBe('Line in')
  })

  it('is the only one there is, where nothing ties the system’s choice to any', () => {
    expect(use(alias('x'), [alias('x'), headset])).toBe('Headset')
  })

  it('is called as the browser calls it where that cannot be told', () => {
    expect(use(alias('x'), [alias('x'), desk, headset])).toBe('Default')
    const choice = alias('desk')
    expect(use(choice, [choice, desk, dock])).toBe('Default')
  })
})
