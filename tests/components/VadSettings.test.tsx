import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VadSettings } from '../../src/components/VadSettings.tsx'
import type { SessionSettings, TurnDetection } from '../../src/protocol/settings.ts'
import type { BargeIn } from '../../src/session/BargeIn.ts'
import { connect } from '../../stories/support/beats.ts'
import { useScriptedVoice, type Stage } from '../../stories/support/useScriptedVoice.ts'

const REST_MS = 200
const rest = (ms = REST_MS) => act(() => vi.advanceTimersByTimeAsync(ms))
const slider = (name: string) => screen.getByRole('slider', { name })
const drag = (name: string, ...values: number[]) => {
  for (const value of values) fireEvent.change(slider(name), { target: { value } })
}

/** What reached the service since the call was set up, as turn detection on the wire. */
const updates = ({ line }: Stage) =>
  line.sent
    .filter((event) => event.type === 'session.update')
    .slice(1)
    .map((event) => event.session.audio?.input?.turn_detection)

interface LiveProps {
  readonly settings?: SessionSettings
  readonly bargeIn?: BargeIn | undefined
  readonly onStage: (to: Stage) => void
}

function Live({ settings, bargeIn, onStage }: LiveProps) {
  const { voice, stage } = useScriptedVoice({ settings, bargeIn })
  onStage(stage)
  return <VadSettings voice={voice} />
}

async function inCall(settings?: SessionSettings, bargeIn?: BargeIn): Promise<Stage> {
  let stage: Stage | undefined
  render(<Live {...(settings && { settings })} bargeIn={bargeIn} onStage={(it) => (stage = it)} />)
  if (stage === undefined) throw new Error('nothing was rendered')
  const reached = stage
  await act(async () => connect(reached))
  return reached
}

/** The service takes what it was asked for. */
const confirm = ({ line }: Stage) =>
  act(() => {
    const asked = line.sent.findLast((event) => event.type === 'session.update')
    line.say({ type: 'session.updated', session: asked?.session ?? {} })
  })

describe('in a call', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('has the three sliders by their names, ranges and steps, with value and unit said', async () => {
    await inCall()
    const limits = ['Threshold', 'Prefix padding', 'Silence duration'].map((name) => {
      const { min, max, step } = slider(name) as HTMLInputElement
      return { name, min, max, step, text: slider(name).getAttribute('aria-valuetext') }
    })
    expect(limits).toEqual([
      { name: 'Threshold', min: '0', max: '1', step: '0.05', text: '0.50' },
      { name: 'Prefix padding', min: '0', max: '2000', step: '50', text: '300 ms' },
      { name: 'Silence duration', min: '100', max: '4000', step: '50', text: '500 ms' },
    ])
  })

  it('does not take for a wish of the app what half duplex has told the service', async () => {
    const stage = await inCall(undefined, 'off')
    drag('Silence duration', 1200)
    await rest()
    expect(updates(stage).at(-1)).toMatchObject({
      silence_duration_ms: 1200,
      interrupt_response: false,
    })
    const { turnDetection: wanted } = stage.session.getSnapshot().wantedSettings
    expect(wanted).toMatchObject({ silenceDurationMs: 1200 })
    expect(wanted?.interruptResponse).not.toBe(false)
  })

  it('describes each slider by what its value does', async () => {
    await inCall()
    drag('Threshold', 0.65)
    expect(slider('Threshold')).toHaveAccessibleDescription(
      'Speech counts when the detector is at least 65% sure.',
    )
    drag('Prefix padding', 0)
    expect(slider('Prefix padding')).toHaveAccessibleDescription(/Keeps nothing/)
    drag('Silence duration', 1200)
    expect(slider('Silence duration')).toHaveAccessibleDescription(/after 1\.2 s of silence/)
  })

  it('sends one update with all of the detection, 200 ms after the last movement', async () => {
    const stage = await inCall({
      turnDetection: { type: 'server_vad', createResponse: false, idleTimeoutMs: 6000 },
    })
    drag('Threshold', 0.55, 0.6)
    await rest(150)
    drag('Threshold', 0.7)
    await rest(REST_MS - 1)
    expect(slider('Threshold')).toHaveValue('0.7')
    expect(updates(stage)).toEqual([])
    await rest(1)
    expect(updates(stage)).toEqual([
      {
        type: 'server_vad',
        threshold: 0.7,
        prefix_padding_ms: 300,
        silence_duration_ms: 500,
        create_response: false,
        interrupt_response: true,
        idle_timeout_ms: 6000,
      },
    ])
    confirm(stage)
    await rest(1000)
    expect(slider('Threshold')).toHaveValue('0.7')
    expect(updates(stage)).toHaveLength(1)
  })

  it('says that changes apply now, and only in a call', async () => {
    const stage = await inCall()
    const kind = screen.getByRole('combobox', { name: 'Turn detection' })
    expect(kind).toHaveAccessibleDescription('Applies now')
    expect(screen.getByText('Applies now')).toHaveAttribute('data-when', 'now')
    act(() => stage.session.disconnect())
    expect(screen.queryByText('Applies now')).toBeNull()
  })

  it('goes back to what is in force when the service refuses, and says nothing more', async () => {
    const stage = await inCall()
    drag('Silence duration', 4000)
    await rest()
    expect(slider('Silence duration')).toHaveValue('4000')
    const param = 'session.audio.input.turn_detection.silence_duration_ms'
    act(() => stage.line.say({ type: 'error', error: { type: 'invalid_request_error', param } }))
    expect(slider('Silence duration')).toHaveValue('500')
    await rest(1000)
    expect(updates(stage)).toHaveLength(1)
  })

  it('goes back also when a second value is refused like the first', async () => {
    const stage = await inCall()
    const refuse = () =>
      act(() => stage.line.say({ type: 'error', error: { param: 'session.audio' } }))
    for (const value of [4000, 3000]) {
      drag('Silence duration', value)
      await rest()
      refuse()
      expect(slider('Silence duration')).toHaveValue('500')
    }
  })

  it('follows a change of the app, but not under the hand', async () => {
    const stage = await inCall()
    const set = (threshold: number) => {
      act(() => stage.session.updateSettings({ turnDetection: { type: 'server_vad', threshold } }))
      confirm(stage)
    }
    set(0.9)
    expect(slider('Threshold')).toHaveValue('0.9')
    fireEvent.pointerDown(slider('Threshold'))
    drag('Threshold', 0.4)
    await rest()
    set(0.1)
    expect(slider('Threshold')).toHaveValue('0.4')
    fireEvent.pointerUp(slider('Threshold'))
    expect(slider('Threshold')).toHaveValue('0.1')
  })

  it('does not lose what was chosen when something else is confirmed before it is sent', async () => {
    const stage = await inCall()
    drag('Threshold', 0.8)
    await rest(100)
    confirm(stage)
    expect(slider('Threshold')).toHaveValue('0.8')
    await rest(100)
    expect(updates(stage)).toMatchObject([{ threshold: 0.8 }])
  })

  it('applies a preset as one update, and a touched slider leaves every preset', async () => {
    const stage = await inCall()
    const presets = within(screen.getByRole('group', { name: 'Presets' }))
    expect(presets.getByRole('radio', { name: /Office/ })).toBeChecked()
    fireEvent.click(presets.getByRole('radio', { name: /Slow speaker/ }))
    await rest()
    confirm(stage)
    expect(updates(stage)).toMatchObject([
      { threshold: 0.5, prefix_padding_ms: 500, silence_duration_ms: 1200 },
    ])
    expect(presets.getByRole('radio', { name: /Slow speaker/ })).toBeChecked()
    drag('Silence duration', 1250)
    expect(presets.queryByRole('radio', { checked: true })).toBeNull()
  })

  it('goes to push to talk and back without losing a number', async () => {
    const stage = await inCall({ turnDetection: { type: 'server_vad', interruptResponse: false } })
    const kind = screen.getByRole('combobox', { name: 'Turn detection' })
    drag('Silence duration', 900)
    fireEvent.change(kind, { target: { value: 'none' } })
    expect(screen.queryByRole('slider')).toBeNull()
    expect(screen.getByText(/hold the button/)).toBeVisible()
    await rest()
    confirm(stage)
    fireEvent.change(kind, { target: { value: 'server_vad' } })
    await rest()
    expect(updates(stage)).toMatchObject([
      null,
      { type: 'server_vad', silence_duration_ms: 900, interrupt_response: false },
    ])
    expect(slider('Silence duration')).toHaveValue('900')
  })

  it('asks for the eagerness instead, when it listens to what was said', async () => {
    const stage = await inCall({ turnDetection: { type: 'server_vad', createResponse: false } })
    const kind = screen.getByRole('combobox', { name: 'Turn detection' })
    fireEvent.change(kind, { target: { value: 'semantic_vad' } })
    expect(screen.queryByRole('slider')).toBeNull()
    const eagerness = screen.getByRole('combobox', { name: 'Eagerness' })
    expect(eagerness).toHaveDisplayValue('Auto')
    expect(eagerness).toHaveAccessibleDescription(/sounds finished/)
    fireEvent.change(eagerness, { target: { value: 'high' } })
    await rest()
    expect(updates(stage)).toEqual([
      {
        type: 'semantic_vad',
        eagerness: 'high',
        create_response: false,
        interrupt_response: true,
      },
    ])
  })

  it('sends what was chosen last when it is closed within the 200 ms', async () => {
    const stage = await inCall()
    drag('Threshold', 0.8)
    expect(updates(stage)).toEqual([])
    cleanup()
    expect(updates(stage)).toMatchObject([{ threshold: 0.8 }])
  })
})

describe('without a voice', () => {
  function Controlled({ first, heard }: { first: TurnDetection; heard?: () => void }) {
    const [value, setValue] = useState(first)
    const onChange = (next: TurnDetection) => {
      heard?.()
      setValue(next)
    }
    return <VadSettings value={value} onChange={onChange} labels={{ threshold: 'Schwelle' }} />
  }

  it('is a controlled field with the texts that it is given', () => {
    const heard = vi.fn()
    render(<Controlled first={{ type: 'server_vad' }} heard={heard} />)
    drag('Schwelle', 0.3)
    expect(slider('Schwelle')).toHaveValue('0.3')
    expect(heard).toHaveBeenCalledTimes(1)
    expect(screen.queryByText('Applies now')).toBeNull()
  })

  it('is reached and chosen by keyboard in the order in which it is read', async () => {
    const user = userEvent.setup()
    render(<Controlled first={{ type: 'server_vad' }} />)
    await user.tab()
    expect(screen.getByRole('combobox', { name: 'Turn detection' })).toHaveFocus()
    await user.tab()
    expect(screen.getByRole('radio', { name: /Office/ })).toHaveFocus()
    await user.keyboard('{ArrowRight}')
    expect(screen.getByRole('radio', { name: /Noisy/ })).toBeChecked()
    expect(slider('Silence duration')).toHaveValue('600')
    await user.tab()
    expect(slider('Schwelle')).toHaveFocus()
  })

  it.each<[string, TurnDetection]>([
    ['by sound', { type: 'server_vad' }],
    ['by meaning', { type: 'semantic_vad' }],
    ['by button', null],
  ])('has no violation that axe finds, %s', async (_name, first) => {
    const { container } = render(<Controlled first={first} />)
    // Colours need a browser: the stories check them.
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false } },
    })
    expect(violations).toEqual([])
  })

  it('says what is missing when it has neither a voice nor a value', () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<VadSettings />)).toThrow(/<VadSettings> stands outside of <VoiceChat>/)
    silent.mockRestore()
  })
})
