import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { DeviceSettings } from '../../src/components/DeviceSettings.tsx'
import { Notices } from '../../src/components/Notices.tsx'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import type { UseAudioPlayerResult, VoiceChatState } from '../../src/hooks/results.ts'
import type { Connection } from '../../src/session/Connection.ts'
import { voiceState } from '../support/voiceState.ts'

const connected: Connection = { status: 'connected', sessionId: 's', connectedAtMs: 0 }
const desk = { id: 'desk', label: 'Desk microphone' }
const devices = [desk, { id: 'headset', label: 'Headset' }]
const silent = new VoiceError('microphone_silent', { details: { device: 'Desk microphone' } })
const moved = new VoiceError('device_changed', {
  details: { before: 'Headset', why: 'was unplugged', device: 'Desk microphone' },
})
const interrupted = new VoiceError('audio_interrupted')

type Given = Omit<NonNullable<Parameters<typeof voiceState>[0]>, 'player'> & {
  readonly player?: Partial<UseAudioPlayerResult> | undefined
}

const talk = ({ microphone, player, ...rest }: Given = {}): VoiceChatState =>
  voiceState({
    connection: connected,
    microphone: { device: desk, devices, ...microphone },
    player: { ...voiceState().player, ...player },
    ...rest,
  })

const notice = () => screen.getByRole('status')
const button = (name: string) => screen.getByRole('button', { name })
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent)

describe('a warning', () => {
  it.each<[string, Given, string, string[]]>([
    [
      'a silent microphone',
      { microphone: { notice: silent } },
      'We hear nothing Check that Desk microphone is the right microphone and is not muted on the device.',
      ['Change microphone', 'Dismiss'],
    ],
    [
      'one that went away',
      { microphone: { notice: moved } },
      'Another microphone is in use Headset was unplugged. Now using Desk microphone.',
      ['Change microphone', 'Dismiss'],
    ],
    [
      'one that is muted elsewhere',
      { microphone: { isMutedBySystem: true } },
      'The microphone is muted outside this page A switch on the device, or the system, silences it. Turn it on there.',
      ['Change microphone'],
    ],
    [
      'interrupted sound',
      { player: { notice: interrupted } },
      'Sound was interrupted A call, an alarm or another app has the sound. It comes back when that is over.',
      ['Turn on sound'],
    ],
    [
      'a speaker that went away',
      { player: { notice: new VoiceError('device_changed', { details: { before: 'Monitor' } }) } },
      'Another speaker is in use Monitor went away. Now using another one.',
      ['Change speaker', 'Dismiss'],
    ],
  ])('says what is, what to do, and has a button for it: %s', (_what, given, words, actions) => {
    const { rerender } = render(<Notices voice={talk()} />)
    const region = notice()
    expect(region).toBeEmptyDOMElement()
    rerender(<Notices voice={talk(given)} />)
    expect(notice()).toBe(region)
    expect(region.querySelector('p')).toHaveTextContent(words)
    expect(buttons()).toEqual(actions)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is the gravest of several', () => {
    const all: Given = {
      microphone: { notice: silent, isMutedBySystem: true },
      player: { notice: interrupted, blocked: true },
    }
    const { rerender } = render(<Notices voice={talk(all)} />)
    const titles: (string | undefined)[] = []
    const next = (given: Given) => {
      rerender(<Notices voice={talk(given)} />)
      titles.push(document.querySelector('b')?.textContent)
    }
    next(all)
    next({ ...all, player: { notice: interrupted } })
    next({ ...all, player: {} })
    next({ microphone: { notice: silent } })
    next({ microphone: { notice: moved } })
    next({})
    expect(titles).toEqual([
      'Sound is off',
      'Sound was interrupted',
      'The microphone is muted outside this page',
      'We hear nothing',
      'Another microphone is in use',
      undefined,
    ])
  })

  it('is not about a line that is not there, nor about who muted themselves', () => {
    const { rerender } = render(
      <Notices voice={talk({ connection: { status: 'idle' }, microphone: { notice: silent } })} />,
    )
    expect(notice()).toBeEmptyDOMElement()
    rerender(<Notices voice={talk({ microphone: { status: 'muted', isMutedBySystem: true } })} />)
    expect(notice()).toBeEmptyDOMElement()
  })

  it('stays away once it is dismissed, and comes again when it happens again', async () => {
    const { rerender } = render(<Notices voice={talk({ microphone: { notice: moved } })} />)
    await userEvent.click(button('Dismiss'))
    expect(notice()).toBeEmptyDOMElement()
    const again = new VoiceError('device_changed')
    rerender(<Notices voice={talk({ microphone: { notice: again } })} />)
    expect(button('Dismiss')).toBeVisible()
  })

  it('asks for the sound again from the click', async () => {
    const unblock = vi.fn(() => Promise.reject(new VoiceError('audio_failed')))
    render(<Notices voice={talk({ player: { notice: interrupted, unblock } })} />)
    await userEvent.click(button('Turn on sound'))
    expect(unblock).toHaveBeenCalledOnce()
  })
})

describe('"Change microphone"', () => {
  it('leads to the choice in the same conversation, wherever it stands', async () => {
    const voice = talk({ microphone: { notice: silent } })
    render(
      <VoiceChat voice={voice}>
        <DeviceSettings />
        <Notices />
      </VoiceChat>,
    )
    await userEvent.click(button('Change microphone'))
    expect(screen.getByRole('combobox', { name: 'Microphone' })).toHaveFocus()
    expect(button('Change microphone')).toBeVisible()
  })

  it('is a choice in the notice where there is no other, and stays until it is done', async () => {
    const selectDevice = vi.fn()
    const { rerender } = render(
      <Notices voice={talk({ microphone: { notice: silent, selectDevice } })} />,
    )
    await userEvent.click(button('Change microphone'))
    const choice = screen.getByRole('combobox', { name: 'Microphone' })
    expect(choice).toHaveFocus()
    await userEvent.selectOptions(choice, 'Headset')
    expect(selectDevice).toHaveBeenCalledExactlyOnceWith('headset')
    rerender(<Notices voice={talk()} />)
    expect(choice).toHaveFocus()
    await userEvent.click(button('Done'))
    expect(choice).not.toBeInTheDocument()
  })
})
