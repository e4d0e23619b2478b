import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import { PendingChanges } from '../../src/components/PendingChanges.tsx'
import { SessionSettings } from '../../src/components/SessionSettings.tsx'
import { voiceLive } from '../../src/protocol/endpoint.ts'
import { answer, connect } from '../../stories/support/beats.ts'
import {
  useScriptedVoice,
  type ScriptedVoiceOptions,
  type Stage,
} from '../../stories/support/useScriptedVoice.ts'

afterEach(cleanup)

function Live({ onStage, ...options }: ScriptedVoiceOptions & { onStage: (to: Stage) => void }) {
  const { voice, stage } = useScriptedVoice(options)
  onStage(stage)
  return (
    <>
      <SessionSettings voice={voice} />
      <PendingChanges voice={voice} />
    </>
  )
}

async function open(options: ScriptedVoiceOptions = {}, isInCall = true): Promise<Stage> {
  let stage: Stage | undefined
  render(<Live {...options} onStage={(it) => (stage = it)} />)
  if (stage === undefined) throw new Error('nothing was rendered')
  const reached = stage
  if (isInCall) await act(async () => connect(reached))
  return reached
}

const voice = () => screen.getByRole('combobox', { name: 'Voice' })
const option = (select: HTMLElement, name: string) => within(select).getByRole('option', { name })
const field = (name: string) => screen.getByRole('textbox', { name })

/** What reached the service since the call was set up. */
const updates = ({ line }: Stage) =>
  line.sent
    .filter((event) => event.type === 'session.update')
    .slice(1)
    .map(({ session }) => session)

const refuse = ({ line }: Stage, error: object) =>
  act(() => line.say({ type: 'error', error: { type: 'invalid_request_error', ...error } }))

const tooMuch = { code: 'invalid_value', message: 'Too much.' }

describe('the settings of a session', () => {
  it('are changed one by one, each when it is finished', async () => {
    const user = userEvent.setup()
    const stage = await open({ settings: { voice: 'marin' } })
    await user.selectOptions(voice(), 'cedar')
    await user.type(field('Instructions'), 'Be brief.')
    expect(updates(stage)).toHaveLength(1)
    await user.tab()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Output' }), 'Written only')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tools' }), 'Never')
    await user.type(field('Longest answer'), '200{Enter}')
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Noise reduction' }),
      'Headset or phone',
    )
    await user.type(field('Language'), 'de{Enter}')
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Transcription' }),
      'Not written down',
    )
    expect(updates(stage)).toEqual([
      { type: 'realtime', audio: { output: { voice: 'cedar' } } },
      { type: 'realtime', instructions: 'Be brief.' },
      { type: 'realtime', output_modalities: ['text'] },
      { type: 'realtime', tool_choice: 'none' },
      { type: 'realtime', max_output_tokens: 200 },
      { type: 'realtime', audio: { input: { noise_reduction: { type: 'near_field' } } } },
      {
        type: 'realtime',
        audio: { input: { transcription: { model: 'whisper-1', language: 'de' } } },
      },
      { type: 'realtime', audio: { input: { transcription: null } } },
    ])
    expect(screen.queryByRole('textbox', { name: 'Language' })).toBeNull()
  })

  it('are sent when the hand rests on a slider, and not before', async () => {
    const stage = await open()
    const speed = screen.getByRole('slider', { name: 'Speed' })
    for (const value of [1.1, 1.2, 1.3]) fireEvent.change(speed, { target: { value } })
    expect(speed).toHaveAttribute('aria-valuetext', '1.30 ×')
    expect(updates(stage)).toEqual([])
    await act(() => new Promise((resolve) => setTimeout(resolve, 220)))
    expect(updates(stage)).toEqual([{ type: 'realtime', audio: { output: { speed: 1.3 } } }])
  })

  it('before there is a conversation change what it begins with, and no badge is shown', async () => {
    const user = userEvent.setup()
    const stage = await open({}, false)
    await user.selectOptions(voice(), 'verse')
    expect(voice()).toHaveValue('verse')
    expect(screen.queryByText(/next turn|Applies now|reconnecting/)).toBeNull()
    await act(async () => connect(stage))
    expect(stage.session.getSnapshot().settings.voice).toBe('verse')
  })

  it('say when they apply, in a call', async () => {
    await open()
    expect(voice()).toHaveAccessibleDescription('From the next turn')
    expect(field('Instructions')).toHaveAccessibleDescription('From the next turn')
    expect(screen.getByRole('slider', { name: 'Speed' })).toHaveAccessibleDescription(
      'The assistant talks at 100% of its usual pace. From the next turn',
    )
    expect(screen.getByRole('combobox', { name: 'Noise reduction' })).toHaveAccessibleDescription(
      'Applies now',
    )
  })

  it('have no problem that axe can find', async () => {
    const stage = await open()
    fireEvent.change(voice(), { target: { value: 'cedar' } })
    refuse(stage, { ...tooMuch, param: 'session.audio.output.voice' })
    const { violations } = await axe.run(document.body, {
      rules: { region: { enabled: false }, 'color-contrast': { enabled: false } },
    })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('the voice', () => {
  it('lists those of the service, those that are not documented, and the one that is in force', async () => {
    await open({ settings: { voice: 'juniper' } })
    expect(voice()).toHaveValue('juniper')
    expect(option(voice(), 'marin')).toBeInTheDocument()
    const undocumented = within(voice()).getByRole('group', { name: 'Not documented' })
    expect(within(undocumented).getAllByRole('option')).toHaveLength(8)
  })

  it('takes any other name, in a field that comes in place', async () => {
    const user = userEvent.setup()
    const stage = await open({ settings: { voice: 'marin' } })
    await user.selectOptions(voice(), option(voice(), 'Another name…'))
    expect(field('Name of the voice')).toHaveFocus()
    await user.keyboard(' juniper {Enter}')
    expect(updates(stage)).toEqual([{ type: 'realtime', audio: { output: { voice: 'juniper' } } }])
    expect(voice()).toHaveValue('juniper')
    expect(screen.queryByRole('textbox', { name: 'Name of the voice' })).toBeNull()
  })

  it('stays when the other name is not given after all', async () => {
    const user = userEvent.setup()
    const stage = await open({ settings: { voice: 'marin' } })
    await user.selectOptions(voice(), option(voice(), 'Another name…'))
    await user.keyboard('jun{Escape}')
    expect(voice()).toHaveValue('marin')
    await user.selectOptions(voice(), option(voice(), 'Another name…'))
    await user.tab()
    expect(voice()).toHaveValue('marin')
    expect(updates(stage)).toEqual([])
  })

  it('of one’s own is called by its name', async () => {
    await open({ settings: { voice: { type: 'azure-standard', name: 'en-US-Ava' } } })
    expect(voice()).toHaveValue('en-US-Ava')
  })

  it('is said to be fixed once the assistant has spoken, and a change of it to wait', async () => {
    const user = userEvent.setup()
    const stage = await open({ settings: { voice: 'marin' } })
    expect(screen.queryByText('After reconnecting')).toBeNull()
    await act(async () => answer('a1', 'Good morning.')(stage))
    expect(voice()).toHaveAccessibleDescription(
      'After reconnecting The voice is fixed once the assistant has spoken.',
    )
    await user.selectOptions(voice(), 'cedar')
    refuse(stage, { code: 'cannot_update_voice', message: 'No.' })
    expect(voice()).toHaveValue('cedar')
    expect(voice()).not.toHaveAttribute('aria-invalid')
    expect(screen.getByText('1 change waits for a new connection.')).toBeInTheDocument()
    act(() => stage.session.updateSettings({ inputFormat: 'g711_ulaw' }))
    expect(screen.getByText('2 changes wait for a new connection.')).toBeInTheDocument()
    await user.selectOptions(voice(), 'marin')
    act(() => stage.session.updateSettings({ inputFormat: 'pcm16' }))
    expect(screen.queryByText(/for a new connection/)).toBeNull()
  })
})

describe('a refusal', () => {
  it('stands beside its control, which goes back to what is in force', async () => {
    const user = userEvent.setup()
    const stage = await open({ settings: { voice: 'marin' } })
    await user.selectOptions(voice(), 'jupiter')
    refuse(stage, {
      code: 'invalid_value',
      param: 'session.audio.output.voice',
      message: "Invalid value: 'jupiter'. Supported values are: 'alloy'.",
    })
    expect(voice()).toHaveValue('marin')
    expect(voice()).toHaveAttribute('aria-invalid', 'true')
    expect(voice()).toHaveAccessibleDescription(/Supported values are: 'alloy'\./)
    expect(field('Instructions')).not.toHaveAttribute('aria-invalid')
    await user.selectOptions(voice(), 'cedar')
    expect(voice()).not.toHaveAttribute('aria-invalid')
  })

  it('of a number that no service takes comes before anything is sent', async () => {
    const user = userEvent.setup()
    const stage = await open()
    await user.type(field('Longest answer'), '9000{Enter}')
    expect(updates(stage)).toEqual([])
    expect(field('Longest answer')).toHaveValue('')
    expect(field('Longest answer')).toHaveAccessibleDescription(/from 1 to 4096, not 9000/)
  })

  it('stands beside a slider too', async () => {
    const stage = await open()
    const speed = () => screen.getByRole('slider', { name: 'Speed' })
    fireEvent.change(speed(), { target: { value: 1.4 } })
    await act(() => new Promise((resolve) => setTimeout(resolve, 220)))
    refuse(stage, { ...tooMuch, param: 'session.audio.output.speed' })
    expect(speed()).toHaveValue('1')
    expect(speed()).toHaveAccessibleDescription(/speed stays as it was: Too much\./)
  })
})

describe('the temperature', () => {
  it('is not there where the service has none', async () => {
    await open()
    expect(screen.queryByRole('slider', { name: 'Temperature' })).toBeNull()
  })

  it('is there with the limits and the default of the service', async () => {
    const getToken = () => Promise.resolve('token')
    const endpoint = voiceLive({
      endpoint: 'https://a.services.ai.azure.com',
      model: 'm',
      getToken,
    })
    await open({ endpoint })
    const slider = await screen.findByRole('slider', { name: 'Temperature' })
    expect(slider).toHaveAttribute('min', '0')
    expect(slider).toHaveAttribute('max', '1')
    expect(slider).toHaveValue('0.7')
  })
})
