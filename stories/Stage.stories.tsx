import type { Meta, StoryObj } from '@storybook/react-vite'
import { within } from 'storybook/test'
import { Stage, type StageProps } from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** What the model does, what is, and what you can do now. */
const meta = {
  title: 'Components/Stage',
  component: Stage,
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>{(voice) => <Stage voice={voice} />}</ScriptedPart>
  ),
} satisfies Meta<StageProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

/** With more than one microphone, it is chosen here. */
export const Ready: Story = {}
export const Connecting: Story = { args: { script: travelDesk.connecting, accepts: false } }
export const YourTurn: Story = { args: { script: travelDesk.yourTurn } }
export const Listening: Story = { args: { script: travelDesk.listening } }
export const Thinking: Story = { args: { script: travelDesk.thinking } }
export const Speaking: Story = { args: { script: travelDesk.speaking } }

/** With `bargeIn: 'off'`. */
export const SpeakingHalfDuplex: Story = {
  args: { script: travelDesk.speaking, bargeIn: 'off' },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('You are not heard. Press Interrupt to stop it.')
  },
}

export const Muted: Story = { args: { script: travelDesk.muted } }
export const WithoutMicrophone: Story = { args: { script: travelDesk.microphoneBlocked } }
export const Ended: Story = { args: { script: travelDesk.ended } }
