import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { Notices, type NoticesProps } from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** What stands in the way of the conversation: one thing at a time, with the button that mends it. */
const meta = {
  title: 'Components/Notices',
  component: Notices,
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>{(voice) => <Notices voice={voice} />}</ScriptedPart>
  ),
} satisfies Meta<NoticesProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

const LOUD = { read: () => 0.8 }

export const SoundOff: Story = {
  args: { script: travelDesk.connected, blocked: true },
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Turn on sound' })).toBeVisible()
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Turn on sound' })).toHaveFocus()
  },
}

/** By loudness alone, so it is an approximation. */
export const TalkingWhileMuted: Story = {
  args: { script: travelDesk.muted },
  render: (options) => (
    <ScriptedPart {...options}>
      {(voice) => (
        <Notices voice={{ ...voice, microphone: { ...voice.microphone, meter: LOUD } }} />
      )}
    </ScriptedPart>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('You are talking while muted', undefined, { timeout: 8000 })
    await expect(canvas.getByRole('button', { name: 'Unmute microphone' })).toBeVisible()
  },
}

export const MicrophoneBlocked: Story = { args: { script: travelDesk.microphoneBlocked } }
