import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { ConversationControls, type ConversationControlsProps } from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** Microphone, Interrupt, End, always in this order. A button with nothing to do stays where it is. */
const meta = {
  title: 'Components/ConversationControls',
  component: ConversationControls,
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>{(voice) => <ConversationControls voice={voice} />}</ScriptedPart>
  ),
} satisfies Meta<ConversationControlsProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

export const BeforeTheCall: Story = {}
export const Connecting: Story = { args: { script: travelDesk.connecting, accepts: false } }

export const NothingToInterrupt: Story = {
  args: { script: travelDesk.yourTurn },
  play: async ({ canvasElement }) => {
    const interrupt = await within(canvasElement).findByRole('button', { name: 'Interrupt' })
    await expect(interrupt).toHaveAttribute('aria-disabled', 'true')
  },
}

export const Speaking: Story = { args: { script: travelDesk.speaking } }
export const Muted: Story = { args: { script: travelDesk.muted } }

/** Nothing is muted, so there is nothing to unmute. */
export const WithoutMicrophone: Story = {
  args: { script: travelDesk.microphoneBlocked },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: 'Turn on microphone' })
  },
}

export const PushToTalk: Story = {
  args: { script: travelDesk.connected, settings: { turnDetection: null } },
}
