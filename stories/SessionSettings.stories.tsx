import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test'
import { SessionSettings, voiceLive } from '../src/index.ts'
import { answer, confirmSettings, connect, play, refuseSetting } from './support/beats.ts'
import { useScriptedVoice, type ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

interface LiveSettingsProps extends ScriptedVoiceOptions {
  readonly width?: string
}

function LiveSettings({ width = '40rem', ...options }: LiveSettingsProps) {
  const { voice } = useScriptedVoice(options)
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <SessionSettings voice={voice} />
    </div>
  )
}

/** Everything about a session but its turn detection. Each control says when a change of it applies, once there is a conversation. */
const meta = {
  title: 'Components/SessionSettings',
  component: LiveSettings,
  args: {
    settings: { voice: 'marin', instructions: 'You are the voice of a travel desk.' },
    script: play(confirmSettings, connect),
  },
} satisfies Meta<typeof LiveSettings>
export default meta

type Story = StoryObj<typeof meta>

export const Live: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Applies now')
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Voice' }), 'cedar')
    await expect(canvas.getByRole('combobox', { name: 'Voice' })).toHaveValue('cedar')
    const speed = canvas.getByRole('slider', { name: 'Speed' })
    await fireEvent.change(speed, { target: { value: '1.2' } })
    await expect(speed).toHaveAttribute('aria-valuetext', '1.20 ×')
  },
}

/** Before there is a conversation everything applies, and nothing is said about it. */
export const BeforeTheFirst: Story = { args: { script: () => undefined } }

async function askForAnother(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  await canvas.findByText('Applies now')
  const voice = canvas.getByRole('combobox', { name: 'Voice' })
  await userEvent.selectOptions(voice, within(voice).getByRole('option', { name: 'Another name…' }))
  const name = canvas.getByRole('textbox', { name: 'Name of the voice' })
  await expect(name).toHaveFocus()
  await userEvent.type(name, 'juniper')
}

/** Any name may be asked for. */
export const AnotherName: Story = {
  play: async ({ canvasElement }) => askForAnother(canvasElement),
}

/** The service says why, in its own words with our names, beside the control. */
export const Refused: Story = {
  args: {
    script: play(
      connect,
      refuseSetting({
        param: 'session.audio.output.voice',
        code: 'invalid_value',
        message:
          "Invalid value: 'juniper'. Supported values are: 'alloy', 'ash', 'cedar', 'marin'.",
      }),
    ),
  },
  play: async ({ canvasElement }) => {
    await askForAnother(canvasElement)
    const canvas = within(canvasElement)
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(canvas.getByText(/Supported values are/)).toBeVisible())
    await expect(canvas.getByRole('combobox', { name: 'Voice' })).toHaveValue('marin')
  },
}

/** Once the assistant has spoken, another voice waits for the next connection. */
export const LockedVoice: Story = {
  args: {
    script: play(
      connect,
      refuseSetting({
        param: 'session.audio.output.voice',
        code: 'cannot_update_voice',
        message: "Cannot update a conversation's voice if assistant audio is present.",
      }),
      answer('a1', 'Good morning.'),
    ),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('After reconnecting')
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Voice' }), 'cedar')
    await waitFor(() => expect(canvas.getByText(/Connect again|the old one goes on/)).toBeVisible())
    await expect(canvas.getByRole('combobox', { name: 'Voice' })).toHaveValue('cedar')
  },
}

/** A service with a temperature, and a voice that is an object. */
export const VoiceLive: Story = {
  args: {
    endpoint: voiceLive({
      endpoint: 'https://voice.services.ai.azure.com',
      model: 'gpt-realtime',
      getToken: () => Promise.resolve('token'),
    }),
    settings: {
      voice: { type: 'azure-standard', name: 'en-US-Ava:DragonHDLatestNeural' },
      noiseReduction: 'azure_deep_noise_suppression',
    },
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByRole('slider', { name: 'Temperature' })
  },
}

export const Narrow: Story = { args: { width: '320px' } }

export const Dark: Story = { globals: { theme: 'dark' } }
