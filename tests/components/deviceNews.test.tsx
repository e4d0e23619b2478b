import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { Announcer } from '../../src/components/Announcer.tsx'
import type { Connection } from '../../src/session/Connection.ts'
import { voiceState } from '../support/voiceState.ts'

const connected: Connection = { status: 'connected', sessionId: 's', connectedAtMs: 0 }
const desk = { id: 'desk', label: 'Desk microphone' }
const headset = { id: 'headset', label: 'Headset' }
const speakers = { id: 'speakers', label: 'Monitor speakers' }
const moved = new VoiceError('device_changed')

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Microphone = NonNullable<Parameters<typeof voiceState>[0]>['microphone']

const hears = (microphone: Microphone, connection: Connection = connected) =>
  voiceState({ connection, microphone })

const plays = (outputDeviceId: string | null, notice: VoiceError | null = null) =>
  voiceState({
    connection: connected,
    player: { ...voiceState().player, outputDevices: [speakers], outputDeviceId, notice },
  })

function announcer(first: ReturnType<typeof voiceState>, isAlone = false) {
  const view = render(<Announcer voice={first} isAlone={isAlone} />)
  return (voice: ReturnType<typeof voiceState>) => {
    view.rerender(<Announcer voice={voice} isAlone={isAlone} />)
    act(() => void vi.advanceTimersByTime(2000))
    return screen.getByRole('status').textContent
  }
}

it('names another microphone when it is heard, and not when it is only chosen', () => {
  const says = announcer(hears({ device: desk }))
  expect(says(hears({ device: desk, deviceId: 'headset' }))).toBe('')
  expect(says(hears({ device: headset, deviceId: 'headset' }))).toBe('Microphone: Headset')
})

it("names another speaker, and the system's choice", () => {
  const says = announcer(plays(null))
  expect(says(plays('speakers'))).toBe('Speaker: Monitor speakers')
  expect(says(plays(null))).toBe('Speaker: System default')
})

it('does not name the first one, nor one outside of a conversation', () => {
  const says = announcer(hears({ device: null }))
  expect(says(hears({ device: desk }))).toBe('')
  const idle: Connection = { status: 'idle' }
  expect(says(hears({ device: desk }, idle))).toBe('')
  expect(says(hears({ device: headset }, idle))).toBe('')
})

it('leaves a microphone to the notice that tells of it', () => {
  const says = announcer(hears({ device: desk }))
  expect(says(hears({ device: headset, notice: moved }))).toBe('')
})

it('leaves a speaker to the notice that tells of it', () => {
  const says = announcer(plays('speakers'))
  expect(says(plays(null, moved))).toBe('')
})

it('tells of it all the same in front of a notice that cannot be heard', () => {
  const says = announcer(hears({ device: desk }), true)
  expect(says(hears({ device: headset, notice: moved }))).toBe('Microphone: Headset')
})
