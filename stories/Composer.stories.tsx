import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { Composer, type ComposerProps } from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** Says something in writing. Enter sends, Shift+Enter breaks the line. */
const meta = {
  title: 'Components/Composer',
  component: Composer,
  args: { script: travelDesk.connected },
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>{(voice) => <Composer voice={voice} />}</ScriptedPart>
  ),
} satisfies Meta<ComposerProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

export const Empty: Story = {
  play: async ({ canvasElement }) => {
    const send = await within(canvasElement).findByRole('button', { name: 'Send' })
    await expect(send).toHaveAttribute('aria-disabled', 'true')
  },
}

export const SeveralLines: Story = {
  play: async ({ canvasElement }) => {
    const box = await within(canvasElement).findByRole('textbox', { name: 'Message' })
    await userEvent.type(box, 'The cheaper one.{Shift>}{Enter}{/Shift}And a seat at the window.')
    await expect(box).toHaveValue('The cheaper one.\nAnd a seat at the window.')
  },
}
