import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { SessionStatus, type SessionStatusProps } from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** What the line does. The dot differs by form, so the state survives without colour. */
const meta = {
  title: 'Components/SessionStatus',
  component: SessionStatus,
  render: ({ script, accepts }: ScriptedVoiceOptions) => (
    <ScriptedPart script={script} accepts={accepts}>
      {(voice) => <SessionStatus voice={voice} />}
    </ScriptedPart>
  ),
} satisfies Meta<SessionStatusProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

const says =
  (word: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(word)).toBeVisible()
  }

export const Idle: Story = { play: says('Not connected') }
export const Connecting: Story = {
  args: { script: travelDesk.connecting, accepts: false },
  play: says('Connecting'),
}
export const Connected: Story = { args: { script: travelDesk.connected }, play: says('Connected') }
export const Ended: Story = { args: { script: travelDesk.ended }, play: says('Ended') }
export const Failed: Story = {
  args: { script: travelDesk.failed, accepts: false },
  play: says('Not connected'),
}
