import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { BRAINS } from './support/findPartner.ts'
import { Playground } from './support/Playground.tsx'

/** Everything at once, with nothing to set up: your microphone, the real detector, and somebody who answers. */
const meta = {
  title: 'Playground',
  component: Playground,
  // Storybook opens with its first page: that is the story, not a page about it.
  tags: ['!autodocs'],
  args: { brain: 'parrot' },
  argTypes: { brain: { control: 'inline-radio', options: BRAINS } },
  render: ({ brain }) => <Playground key={brain} brain={brain} />,
} satisfies Meta<typeof Playground>
export default meta

export const VoiceChat: StoryObj<typeof meta> = {
  name: 'Voice chat',
  // Nobody is asked for the microphone before the click of a person.
  play: async ({ canvasElement }) => {
    const start = await within(canvasElement).findByRole(
      'button',
      { name: 'Start conversation' },
      { timeout: 5000 },
    )
    await expect(start).toBeEnabled()
  },
}
