import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, userEvent, within } from 'storybook/test'
import type { UseMicrophoneResult } from '../src/hooks/results.ts'
import { DeviceSettings, VoiceChat, VoiceError } from '../src/index.ts'
import { connect } from './support/beats.ts'
import { travelDesk } from './support/conversations.ts'
import { useScriptedVoice, type ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

interface LiveDevicesProps extends ScriptedVoiceOptions {
  readonly width?: string
  /** What is wrong with the microphone. */
  readonly trouble?: Partial<UseMicrophoneResult>
}

function useTroubledVoice({ trouble, ...options }: LiveDevicesProps) {
  const { voice } = useScriptedVoice(options)
  return { ...voice, microphone: { ...voice.microphone, ...trouble } }
}

function LiveDevices({ width = '40rem', ...options }: LiveDevicesProps) {
  const voice = useTroubledVoice(options)
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <DeviceSettings voice={voice} />
    </div>
  )
}

/**
 * Which microphone and which loudspeaker, and whether one is heard. Both may change in the middle of a conversation: the
 * microphone in use is heard until the other one is.
 *
 * Noise suppression, echo cancellation and gain control are on; they are set by `constraints`, when the microphone is made.
 */
const meta = {
  title: 'Components/DeviceSettings',
  component: LiveDevices,
  args: { script: travelDesk.listening },
} satisfies Meta<typeof LiveDevices>
export default meta

type Story = StoryObj<typeof meta>

/** By the system's choice it is said which one that is. */
export const Live: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Now using Built-in microphone.')
    const microphone = canvas.getByRole('combobox', { name: 'Microphone' })
    await userEvent.selectOptions(microphone, 'Headset')
    await expect(microphone).toHaveFocus()
    await expect(microphone).toHaveDisplayValue('Headset')
    await expect(canvas.queryByText(/Now using/)).toBeNull()
    const speaker = canvas.getByRole('combobox', { name: 'Speaker' })
    await userEvent.selectOptions(speaker, 'Headset')
    await expect(speaker).toHaveDisplayValue('Headset')
    const volume = canvas.getByRole('slider', { name: 'Volume' })
    await fireEvent.change(volume, { target: { value: '0.4' } })
    await expect(volume).toHaveAttribute('aria-valuetext', '40%')
  },
}

/** Devices have names only once a microphone was allowed, and loudspeakers are not even listed before. */
export const BeforeTheFirst: Story = {
  args: { script: () => undefined, trouble: { devices: [] } },
}

/** The other one is in use by another program: the one in use goes on, and is the chosen one again. */
export const Refused: Story = {
  args: { trouble: { error: new VoiceError('microphone_busy') } },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Another program holds it. Close the other call, then try again.')
    await expect(canvas.getByRole('combobox', { name: 'Microphone' })).toBeInvalid()
  },
}

/** What was chosen is not there, so another one is heard. */
export const AnotherIsUsed: Story = { args: { trouble: { deviceId: 'usb' } } }

export const MutedOutsideThePage: Story = { args: { trouble: { isMutedBySystem: true } } }

/** With `bargeIn: 'off'` nothing of the microphone is sent while the answer is heard, though the bar moves. */
export const HalfDuplex: Story = {
  args: { script: travelDesk.speaking, bargeIn: 'off' },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/nothing is sent until the assistant has finished/)
  },
}

export const Narrow: Story = { args: { width: '20rem' } }

function SilentChat(options: LiveDevicesProps) {
  const voice = useTroubledVoice(options)
  return (
    <div style={{ inlineSize: '30rem', maxInlineSize: '100%', blockSize: '40rem' }}>
      <VoiceChat voice={voice} title="Travel desk" />
    </div>
  )
}

/** "Change microphone" opens the sheet at the right place; when it is closed, the focus is on its button. */
export const FromANotice: Story = {
  args: { script: connect, trouble: { notice: new VoiceError('microphone_silent') } },
  render: (options) => <SilentChat {...options} />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const change = await canvas.findByRole('button', { name: 'Change microphone' })
    await userEvent.click(change)
    const sheet = within(await canvas.findByRole('dialog', { name: 'Settings' }))
    const microphone = sheet.getByRole('combobox', { name: 'Microphone' })
    await expect(microphone).toHaveFocus()
    await userEvent.selectOptions(microphone, 'Headset')
    await expect(microphone).toHaveFocus()
    await expect(await sheet.findByText('Microphone: Headset')).toHaveAttribute('role', 'status')
    await userEvent.click(sheet.getByRole('button', { name: 'Close settings' }))
    await expect(canvas.getByRole('button', { name: 'Settings' })).toHaveFocus()
  },
}
