import { act, render, renderHook, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { Announcer } from '../../src/components/Announcer.tsx'
import { Clock } from '../../src/components/Clock.tsx'
import { ConnectingStages } from '../../src/components/ConnectingStages.tsx'
import { LevelMeter } from '../../src/components/LevelMeter.tsx'
import { SessionStatus } from '../../src/components/SessionStatus.tsx'
import { Stage } from '../../src/components/Stage.tsx'
import { VoiceVisualizer } from '../../src/components/VoiceVisualizer.tsx'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import { useVoiceChat } from '../../src/hooks/useVoiceChat.ts'
import { local } from '../../src/protocol/endpoint.ts'
import type { Connection } from '../../src/session/Connection.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { voiceState } from '../support/voiceState.ts'

const error = new VoiceError('endpoint_unreachable')
const connected: Connection = { status: 'connected', sessionId: 's', connectedAtMs: 1000 }
const opening: Connection = {
  status: 'connecting',
  step: 'opening',
  since: { authorizing: 5000, opening: 5240 },
}
const reconnecting: Connection = { status: 'reconnecting', attempt: 1, retryInMs: 500, error }
const closed: Connection = { status: 'closed', connectedAtMs: 1000, closedAtMs: 125_000 }

const part = (name: string) => document.querySelector(`[data-voice="${name}"]`)
const words = () => [part('stage-title')?.textContent, part('stage-hint')?.textContent]

function stageOf(voice: VoiceChatState) {
  const view = render(<Stage voice={voice} />)
  return { show: (next: VoiceChatState) => view.rerender(<Stage voice={next} />) }
}

describe('the status of the line', () => {
  it.each<[Connection, string]>([
    [{ status: 'idle' }, 'Not connected'],
    [opening, 'Connecting'],
    [connected, 'Connected'],
    [reconnecting, 'Reconnecting'],
    [closed, 'Ended'],
    [{ status: 'failed', error, connectedAtMs: null }, 'Not connected'],
  ])('$status is said in a word', (connection, word) => {
    render(<SessionStatus voice={voiceState({ connection, modelStatus: 'speaking' })} />)
    const status = part('session-status')
    expect(status).toHaveTextContent(word)
    expect(status).toHaveAttribute('data-connection', connection.status)
    expect(status).toHaveAttribute('aria-live', 'off')
  })
})

describe('the stage', () => {
  const call = (given: Parameters<typeof voiceState>[0]) =>
    voiceState({ connection: connected, ...given })
  const hold = { settings: { turnDetection: null } }
  const muted = { microphone: { status: 'muted' } } as const
  const deaf = {
    settings: { turnDetection: { type: 'server_vad', interruptResponse: false } },
  } as const

  it.each<[string, VoiceChatState, string, string]>([
    [
      'before the call',
      voiceState(),
      'Ready when you are',
      'Your microphone opens when you start, and closes when you end.',
    ],
    [
      'connecting',
      voiceState({ connection: opening }),
      'Connecting',
      'You can start talking. Your first words are kept.',
    ],
    ['your turn', call({}), 'Your turn', 'Say something, or write.'],
    [
      'your turn without a microphone',
      call({ microphone: { status: 'off' } }),
      'The microphone is off',
      'You can write.',
    ],
    [
      'your turn with a microphone that went away',
      call({ microphone: { status: 'lost' } }),
      'The microphone is off',
      'You can write.',
    ],
    [
      'your turn with push to talk',
      call(hold),
      'Your turn',
      'Hold the button while you talk, or write.',
    ],
    [
      'listening',
      call({ modelStatus: 'listening' }),
      'Listening',
      'Take your time. A short pause ends your turn.',
    ],
    [
      'listening with push to talk',
      call({ modelStatus: 'listening', ...hold }),
      'Listening',
      'Let go to send.',
    ],
    ['thinking', call({ modelStatus: 'thinking' }), 'Thinking', 'Your turn is sent.'],
    ['speaking', call({ modelStatus: 'speaking' }), 'Speaking', 'Talk at any time to interrupt.'],
    [
      'speaking without barge-in',
      call({ modelStatus: 'speaking', ...deaf }),
      'Speaking',
      'Press Interrupt to stop it.',
    ],
    [
      'speaking to someone muted',
      call({ modelStatus: 'speaking', ...muted }),
      'Speaking',
      'Press Interrupt to stop it.',
    ],
    ['muted', call(muted), 'You are muted', 'The assistant cannot hear you.'],
    [
      'reconnecting',
      voiceState({ connection: reconnecting }),
      'The line dropped',
      'What was said so far is kept.',
    ],
    [
      'ended',
      voiceState({ connection: closed }),
      'Conversation ended',
      '2:04 long. You can read it, or start again.',
    ],
    [
      'failed',
      voiceState({ connection: { status: 'failed', error, connectedAtMs: null } }),
      'Not connected',
      '',
    ],
  ])('%s: says what is and what to do', (_when, voice, title, hint) => {
    stageOf(voice)
    expect(words()).toEqual([title, hint])
  })

  it('gives the words up for an error, and keeps them when there is none', () => {
    const voice = voiceState({ connection: { status: 'failed', error, connectedAtMs: null } })
    const { rerender } = render(
      <Stage voice={voice}>
        <p>The microphone is blocked</p>
      </Stage>,
    )
    expect(part('stage-title')).toBeNull()
    expect(screen.getByText('The microphone is blocked')).toBeVisible()
    rerender(<Stage voice={voice}>{[false, null]}</Stage>)
    expect(words()).toEqual(['Not connected', ''])
  })

  it('offers the microphones before the call, when there is a choice', async () => {
    const selectDevice = vi.fn()
    const devices = [
      { id: 'a', label: 'Desk' },
      { id: 'b', label: 'Headset' },
    ]
    const { show } = stageOf(voiceState({ microphone: { devices, selectDevice } }))
    await userEvent.selectOptions(screen.getByLabelText('Microphone'), 'Headset')
    expect(selectDevice).toHaveBeenLastCalledWith('b')
    show(voiceState({ microphone: { devices: devices.slice(1) } }))
    expect(screen.queryByLabelText('Microphone')).toBeNull()
    show(voiceState({ connection: connected, microphone: { devices } }))
    expect(screen.queryByLabelText('Microphone')).toBeNull()
  })

  it('follows a real session', async () => {
    const line = scriptedLine()
    const { result } = renderHook(() =>
      useVoiceChat({
        endpoint: local({ url: 'ws://localhost:4400' }),
        transport: line.transport,
      }),
    )
    const { show } = stageOf(result.current)
    act(() => void result.current.connect())
    await act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)))
    show(result.current)
    expect(words()[0]).toBe('Connecting')
    act(() => line.accept())
    act(() => line.say({ type: 'response.created', response: { id: 'r1' } }))
    show(result.current)
    expect(words()).toEqual(['Thinking', 'Your turn is sent.'])
    expect(part('visualizer')).toHaveAttribute('data-state', 'thinking')
  })
})

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
  const thinking = voiceState({ connection: connected, modelStatus: 'thinking' })

  it('is named after 4 s of thinking, and counted anew for the next turn', () => {
    const { show } = stageOf(thinking)
    wait(3999)
    expect(words()[0]).toBe('Thinking')
    wait(1)
    expect(words()).toEqual(['Still thinking', 'You can interrupt.'])
    show(voiceState({ connection: connected, modelStatus: 'speaking' }))
    show(thinking)
    expect(words()[0]).toBe('Thinking')
  })

  it('is admitted after 8 s at one step of connecting', () => {
    const { show } = stageOf(voiceState({ connection: opening }))
    wait(7999)
    show(voiceState({ connection: { ...opening, step: 'configuring', since: {} } }))
    wait(7999)
    expect(words()[1]).toBe('You can start talking. Your first words are kept.')
    wait(1)
    expect(words()[1]).toBe('This takes longer than usual.')
  })

  it('is not counted while the browser asks for the microphone', () => {
    stageOf(voiceState({ connection: opening, microphone: { status: 'requesting' } }))
    wait(20_000)
    expect(words()[1]).toBe('You can start talking. Your first words are kept.')
  })

  it('is shown by a clock that runs with the call and stands at its end', () => {
    vi.setSystemTime(61_000)
    const { rerender } = render(<Clock voice={voiceState()} />)
    wait(2000)
    expect(part('clock')).toBeNull()
    rerender(<Clock voice={voiceState({ connection: connected })} />)
    wait(0)
    expect(part('clock')).toHaveTextContent('1:02')
    wait(1000)
    expect(part('clock')).toHaveTextContent('1:03')
    rerender(<Clock voice={voiceState({ connection: closed })} />)
    wait(5000)
    expect(part('clock')).toHaveTextContent('2:04')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the steps of connecting', () => {
  const steps = (voice: VoiceChatState) => {
    const { container } = render(<ConnectingStages voice={voice} />)
    return [...container.querySelectorAll('li')].map((item) => [
      item.dataset['state'],
      item.textContent,
    ])
  }

  it('are told apart, with the time of those that are done', () => {
    expect(steps(voiceState({ connection: opening }))).toEqual([
      ['done', 'Microphone is open'],
      ['done', 'Credential received240 ms'],
      ['current', 'Opening the line'],
      ['pending', 'Setting up the session'],
    ])
    const list = within(screen.getByRole('list', { name: 'Steps' }))
    expect(list.getByText('Opening the line').parentElement).toHaveAttribute('aria-current', 'step')
  })

  it('say that the microphone could not be had', () => {
    const refused = { status: 'off', error: new VoiceError('microphone_denied') } as const
    const [first] = steps(voiceState({ connection: opening, microphone: refused }))
    expect(first).toEqual(['failed', 'Microphone is open'])
  })

  it('are gone when it is done', () => {
    expect(steps(voiceState({ connection: connected }))).toEqual([])
  })
})

describe('the announcer', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms))
  const at = (modelStatus: VoiceChatState['modelStatus'], status: 'live' | 'muted' = 'live') =>
    voiceState({ connection: connected, modelStatus, microphone: { status } })

  function announcer(first: VoiceChatState) {
    const view = render(<Announcer voice={first} />)
    return {
      says: () => screen.getByRole('status').textContent,
      now: (voice: VoiceChatState, ms = 0) => {
        view.rerender(<Announcer voice={voice} />)
        wait(ms)
      },
    }
  }

  it('says nothing when it appears', () => {
    const { says } = announcer(at('listening'))
    wait(5000)
    expect(says()).toBe('')
  })

  it('says where the conversation begins, breaks, comes back and ends', () => {
    const { says, now } = announcer(voiceState())
    const said: (string | null)[] = []
    for (const connection of [opening, connected, reconnecting, opening, connected, closed]) {
      now(voiceState({ connection }), 2000)
      said.push(says())
    }
    expect(said).toEqual([
      '',
      'Session started',
      'Reconnecting',
      'Reconnecting',
      'Connected again',
      'Session ended',
    ])
  })

  it('is silent while the assistant speaks', () => {
    const { says, now } = announcer(at('idle'))
    now(at('thinking'), 2000)
    expect(says()).toBe('Thinking')
    now(at('speaking'), 2000)
    expect(says()).toBe('')
  })

  it('says that the user is muted, and not that they no longer are', () => {
    const { says, now } = announcer(at('idle'))
    now(at('idle', 'muted'))
    expect(says()).toBe('You are muted')
    now(at('idle'))
    expect(says()).toBe('')
  })

  it('says one thing in 1.5 s, and then the newest', () => {
    const { says, now } = announcer(at('idle'))
    now(at('listening'), 100)
    expect(says()).toBe('Listening')
    now(at('thinking'), 100)
    now(at('listening'), 100)
    now(at('thinking'), 1199)
    expect(says()).toBe('Listening')
    wait(1)
    expect(says()).toBe('Thinking')
  })

  it('drops what waited when the assistant begins to speak', () => {
    const { says, now } = announcer(at('idle'))
    now(at('listening'), 100)
    now(at('thinking'), 100)
    now(at('speaking'), 5000)
    expect(says()).toBe('')
  })

  it('keeps the end of the session, whatever the turn does after it', () => {
    const { says, now } = announcer(at('listening'))
    now(at('thinking'), 100)
    now(voiceState({ connection: closed, modelStatus: 'thinking' }), 100)
    now(voiceState({ connection: closed, modelStatus: 'idle' }), 1400)
    expect(says()).toBe('Session ended')
  })
})

describe('the visualizer', () => {
  it.each<[Connection, VoiceChatState['modelStatus'], string]>([
    [{ status: 'idle' }, 'idle', 'idle'],
    [opening, 'idle', 'connecting'],
    [connected, 'idle', 'idle'],
    [connected, 'listening', 'listening'],
    [connected, 'speaking', 'speaking'],
    [reconnecting, 'speaking', 'reconnecting'],
    [closed, 'idle', 'idle'],
    [{ status: 'failed', error, connectedAtMs: null }, 'idle', 'failed'],
  ])('%j with the model %s is %s', (connection, modelStatus, state) => {
    render(<VoiceVisualizer voice={voiceState({ connection, modelStatus })} />)
    expect(part('visualizer')).toHaveAttribute('data-state', state)
    expect(part('visualizer')).not.toHaveAttribute('data-muted')
  })

  it('breaks the line of who is muted, in a call', () => {
    const microphone = { status: 'muted' } as const
    const view = render(
      <VoiceVisualizer voice={voiceState({ connection: connected, microphone })} />,
    )
    expect(part('visualizer')).toHaveAttribute('data-muted')
    view.rerender(<VoiceVisualizer voice={voiceState({ connection: closed, microphone })} />)
    expect(part('visualizer')).not.toHaveAttribute('data-muted')
  })

  it('shows two levels that nobody renders for', async () => {
    let level = 0.25
    const you = { read: () => level }
    const assistant = { read: () => 0.75 }
    render(<VoiceVisualizer state="speaking" you={you} assistant={assistant} />)
    const levelOf = (who: string) =>
      document
        .querySelector<HTMLElement>(`[data-part="${who}"]`)
        ?.style.getPropertyValue('--voice-level')
    await vi.waitFor(() =>
      expect([levelOf('you'), levelOf('assistant')]).toEqual(['0.250', '0.750']),
    )
    level = 0.5
    await vi.waitFor(() => expect(levelOf('you')).toBe('0.500'))
  })
})

it('a level meter shows the microphone of the voice, unless it is given another', async () => {
  const voice = voiceState({ microphone: { meter: { read: () => 0.5 } } })
  const level = () => screen.getByTestId('meter').style.getPropertyValue('--voice-level')
  const view = render(<LevelMeter data-testid="meter" voice={voice} />)
  await vi.waitFor(() => expect(level()).toBe('0.500'))
  view.rerender(<LevelMeter data-testid="meter" voice={voice} meter={{ read: () => 1 }} />)
  await vi.waitFor(() => expect(level()).toBe('1.000'))
})

it('a part outside of <VoiceChat> and without a voice says what it lacks', () => {
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(() => render(<Stage />)).toThrow('<Stage> stands outside of <VoiceChat>')
  quiet.mockRestore()
})
