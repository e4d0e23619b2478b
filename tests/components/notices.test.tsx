import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { Notices } from '../../src/components/Notices.tsx'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import type { Connection } from '../../src/session/Connection.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { useSampledVoice } from '../support/useSampledVoice.ts'
import { voiceState } from '../support/voiceState.ts'

const connected: Connection = { status: 'connected', sessionId: 's', connectedAtMs: 0 }
const button = (name: string) => screen.getByRole('button', { name })
const moment = (ms = 5) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

async function talk({ settings, fail }: { settings?: SessionSettings; fail?: 'denied' } = {}) {
  const stage = {
    line: scriptedLine({ autoAccept: true }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer(),
  }
  if (fail) stage.microphone.fail('microphone_denied')
  const App = () => <VoiceChat voice={useSampledVoice(stage, settings)} />
  render(<App />)
  const user = userEvent.setup()
  await user.click(button('Start conversation'))
  await moment()
  return { ...stage, user }
}

describe('the focus of a button that goes away with its notice', () => {
  it('goes to the box to write in, when one goes on without a microphone', async () => {
    const { user } = await talk({ fail: 'denied' })
    await user.click(button('Continue with text'))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveFocus()
  })

  it('goes to the controls, when one tries again', async () => {
    const { user } = await talk({ fail: 'denied' })
    await user.click(button('Try again'))
    await moment()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(button('Mute microphone')).toHaveFocus()
  })
})

describe('hold to talk', () => {
  it('explains itself to who only taps it, and not to who talks', async () => {
    const { user } = await talk({ settings: { turnDetection: null } })
    const hold = button('Hold to talk')
    await user.pointer({ keys: '[MouseLeft>]', target: hold })
    await moment(220)
    await user.pointer({ keys: '[/MouseLeft]', target: hold })
    expect(screen.queryByText('Hold the button while you talk.')).toBeNull()
    await user.click(hold)
    expect(screen.getByText('Hold the button while you talk.')).toBeInTheDocument()
    await user.pointer({ keys: '[MouseLeft>]', target: hold })
    expect(screen.queryByText('Hold the button while you talk.')).toBeNull()
    await user.pointer({ keys: '[/MouseLeft]', target: hold })
  })
})

describe('talking while muted', () => {
  afterEach(() => void vi.useRealTimers())

  it('is noticed after 0.6 s, offers to unmute, and is no alert', () => {
    vi.useFakeTimers()
    const unmute = vi.fn()
    const loud = { read: () => 0.8 }
    const voice = (meter = loud) =>
      voiceState({ connection: connected, microphone: { status: 'muted', meter, unmute } })
    render(<Notices voice={voice()} />)
    act(() => void vi.advanceTimersByTime(500))
    expect(screen.queryByText('You are talking while muted')).toBeNull()
    act(() => void vi.advanceTimersByTime(100))
    expect(screen.getByText('You are talking while muted')).toBeInTheDocument()
    expect(screen.queryByRole('alert')).toBeNull()
    act(() => button('Unmute microphone').click())
    expect(unmute).toHaveBeenCalledOnce()
  })

  it('is not noticed in a quiet room', () => {
    vi.useFakeTimers()
    const meter = { read: () => 0.2 }
    render(
      <Notices
        voice={voiceState({ connection: connected, microphone: { status: 'muted', meter } })}
      />,
    )
    act(() => void vi.advanceTimersByTime(5000))
    expect(screen.queryByText('You are talking while muted')).toBeNull()
  })
})

describe('one notice at a time', () => {
  const { player } = voiceState()
  const blocked = { ...player, blocked: true }

  it('is the error, when sound is off too', () => {
    const error = new VoiceError('microphone_missing')
    render(<Notices voice={voiceState({ connection: connected, player: blocked, error })} />)
    expect(screen.getByRole('alert')).toHaveTextContent('No microphone was found')
    expect(screen.queryByText('Sound is off')).toBeNull()
  })

  it('shows the code of an error only among its details', () => {
    const error = new VoiceError('unauthorized', { details: { host: 'voice.example' } })
    render(
      <Notices
        voice={voiceState({ connection: { status: 'failed', error, connectedAtMs: null }, error })}
      />,
    )
    expect(screen.getByRole('alert')).toHaveTextContent('that it belongs to voice.example')
    expect(screen.getByText('unauthorized').closest('details')).not.toHaveAttribute('open')
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })
})
