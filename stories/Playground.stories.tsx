import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { BARGE_INS } from './support/bargeIns.ts'
import { BRAINS } from './support/findPartner.ts'
import { Playground } from './support/Playground.tsx'

/** Everything at once, with nothing to set up: your microphone, the real detector, and somebody who answers. */
const meta = {
  title: 'Playground',
  component: Playground,
  // Storybook opens with its first page: that is the story, not a page about it.
  tags: ['!autodocs'],
  args: { brain: 'parrot', bargeIn: 'server' },
  argTypes: {
    brain: { control: 'inline-radio', options: BRAINS },
    bargeIn: { control: 'inline-radio', options: BARGE_INS.map(({ mode }) => mode) },
  },
  // Another partner is another conversation; another `bargeIn` is not.
  render: ({ brain, bargeIn }) => <Playground key={brain} brain={brain} bargeIn={bargeIn} />,
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

/** Another `bargeIn` is taken up by the chat that is there: a conversation goes on. Not listed, since it presses buttons. */
export const AnotherBargeIn: StoryObj<typeof meta> = {
  tags: ['!dev'],
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    const start = await canvas.findByRole(
      'button',
      { name: 'Start conversation' },
      { timeout: 5000 },
    )
    await userEvent.click(canvas.getByRole('radio', { name: 'Local' }))
    await expect(canvas.getByText(/cough or clap/)).toBeVisible()
    await expect(start).toBeInTheDocument()
  },
}
