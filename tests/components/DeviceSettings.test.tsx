import { fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { DeviceSettings } from '../../src/components/DeviceSettings.tsx'
import type { UseAudioPlayerResult, VoiceChatState } from '../../src/hooks/results.ts'
import type { Connection } from '../../src/session/Connection.ts'
import { voiceState } from '../support/voiceState.ts'

const connected: Connection = { status: 'connected', sessionId: 's', connectedAtMs: 0 }
const desk = { id: 'desk', label: 'Desk microphone' }
const headset = { id: 'headset', label: 'Headset' }
const speakers = { id: 'speakers', label: 'Monitor speakers' }

type Given = NonNullable<Parameters<typeof voiceState>[0]>

const playerOf = (given: Partial<UseAudioPlayerResult>) => ({ ...voiceState().player, ...given })

function show({ microphone, player, ...rest }: Omit<Given, 'player'> & { player?: object } = {}) {
  const voice: VoiceChatState = voiceState({
    microphone: { devices: [desk, headset], ...microphone },
    player: playerOf(player ?? {}),
    ...rest,
  })
  return render(<DeviceSettings voice={voice} />)
}

const microphone = () => screen.getByRole('combobox', { name: 'Microphone' })
const speaker = () => screen.getByRole('combobox', { name: 'Speaker' })
const choices = (select: HTMLElement) =>
  within(select)
    .getAllByRole('option')
    .map(({ textContent }) => textContent)

describe('the choice of a device', () => {
  it("offers the system's choice first, and gives it as null", async () => {
    const selectDevice = vi.fn()
    show({ microphone: { deviceId: 'desk', selectDevice } })
    expect(choices(microphone())).toEqual(['System default', 'Desk microphone', 'Headset'])
    expect(microphone()).toHaveDisplayValue('Desk microphone')
    await userEvent.selectOptions(microphone(), 'Headset')
    await userEvent.selectOptions(microphone(), 'System default')
    expect(selectDevice.mock.calls).toEqual([['headset'], [null]])
  })

  it('is there for the speaker, where a page can choose one', async () => {
    const selectOutputDevice = vi.fn()
    show({ player: { outputDevices: [speakers], selectOutputDevice } })
    expect(choices(speaker())).toEqual(['System default', 'Monitor speakers'])
    await userEvent.selectOptions(speaker(), 'Monitor speakers')
    expect(selectOutputDevice).toHaveBeenCalledExactlyOnceWith('speakers')
  })

  it('is left out for the speaker, where a page cannot', () => {
    show()
    expect(screen.queryByRole('combobox', { name: 'Speaker' })).toBeNull()
  })

  it('goes back from a speaker that was chosen before it was listed', () => {
    show({ player: { outputDeviceId: 'gone' } })
    expect(choices(speaker())).toEqual(['System default', 'The chosen one (not listed)'])
    expect(speaker()).toHaveDisplayValue('The chosen one (not listed)')
  })

  it('says that it applies at once, and only while there is something to apply to', () => {
    const { unmount } = show({ connection: connected })
    expect(microphone()).toHaveAccessibleDescription('Applies now')
    unmount()
    show()
    expect(microphone()).not.toHaveAccessibleDescription()
  })

  it('says why there is nothing to choose from', () => {
    show({ microphone: { devices: [] } })
    expect(choices(microphone())).toEqual(['System default'])
    expect(microphone()).toHaveAccessibleDescription(
      'More can be chosen once you have allowed a microphone.',
    )
  })
})

describe('what is really heard', () => {
  it.each([
    ["is named for the system's choice", null, desk, 'Now using Desk microphone.'],
    ['is named where it is not the chosen one', 'headset', desk, 'Now using Desk microphone.'],
    ['goes without saying where it is', 'desk', desk, ''],
    ['is nothing while it is off', 'desk', null, ''],
  ])('%s', (_when, deviceId, device, said) => {
    show({ microphone: { deviceId, device } })
    expect(microphone()).toHaveAccessibleDescription(said)
  })

  it('goes on, when another one cannot be had, and it is said why and what to do', () => {
    const error = new VoiceError('microphone_busy')
    show({ microphone: { deviceId: 'desk', device: desk, error } })
    expect(microphone()).toHaveAccessibleDescription(
      'The other one could not be opened, so this one goes on. Another program holds it. Close the other call, then try again.',
    )
    expect(microphone()).toBeInvalid()
  })

  it('is no wrong choice, when one that was chosen went away meanwhile', () => {
    const error = new VoiceError('microphone_missing', {
      severity: 'warning',
      details: {
        what: 'The chosen microphone is not there any more',
        advice: 'Connect it again, or choose another one.',
      },
    })
    show({ microphone: { deviceId: 'desk', device: desk, error } })
    expect(microphone()).toHaveAccessibleDescription(
      'The other one could not be opened, so this one goes on. The chosen microphone is not there any more. Connect it again, or choose another one.',
    )
    expect(microphone()).toBeValid()
  })

  it('is not the place for an error of the conversation, which has its notice', () => {
    show({ microphone: { status: 'off', error: new VoiceError('microphone_denied') } })
    expect(microphone()).toBeValid()
    expect(screen.getByRole('alert')).toBeEmptyDOMElement()
  })
})

describe('the volume', () => {
  const slider = () => screen.getByRole('slider', { name: 'Volume' })

  it('is shown in percent, and set as a share of one', () => {
    const setVolume = vi.fn()
    show({ player: { volume: 0.125, setVolume } })
    expect(slider()).toHaveAttribute('aria-valuetext', '13%')
    expect(screen.getByText('13%')).toBeVisible()
    expect(slider()).toHaveAttribute('max', '1')
    fireEvent.change(slider(), { target: { value: '0.8' } })
    expect(setVolume).toHaveBeenCalledExactlyOnceWith(0.8)
  })

  it('is there where a page cannot choose a speaker, and says what it does', () => {
    show({ player: { outputDevices: [] } })
    expect(slider()).toHaveAccessibleDescription(
      'How loud the assistant is, up to the volume of your device.',
    )
  })

  it('says that nothing is heard at its end', () => {
    show({ player: { volume: 0 } })
    expect(slider()).toHaveAccessibleDescription('You do not hear the assistant.')
  })
})

it.each<[string, Given['microphone'], string]>([
  ['off', { status: 'off' }, 'The microphone is off.'],
  ['live', {}, 'The bar moves when you are heard.'],
  ['muted', { status: 'muted' }, 'You are muted: the bar moves, and nothing is sent.'],
  ['muted elsewhere', { isMutedBySystem: true }, 'The device or the system mutes it.'],
])('says in words what the level tells: %s', (_state, given, words) => {
  show({ microphone: { ...given } })
  expect(screen.getByText(words)).toBeVisible()
})

it('has a name, takes other texts, and no rule of axe is broken', async () => {
  const { container } = show({ connection: connected, player: { outputDevices: [speakers] } })
  expect(screen.getByRole('region', { name: 'Devices' })).toBeVisible()
  const { violations } = await axe.run(container, { rules: { region: { enabled: false } } })
  expect(violations.map(({ id }) => id)).toEqual([])
  const labels = { devices: 'Geräte', microphone: 'Mikrofon' }
  render(<DeviceSettings voice={voiceState()} labels={labels} />)
  expect(screen.getByRole('combobox', { name: 'Mikrofon' })).toBeVisible()
})
