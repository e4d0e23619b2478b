import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, within } from 'storybook/test'
import { SilentWeatherDesk, WeatherDesk } from './support/WeatherDesk.tsx'

/** A tool that the assistant may run only when you say so. */
const meta = {
  title: 'Playground/Tools',
  component: WeatherDesk,
  tags: ['!autodocs'],
} satisfies Meta<typeof WeatherDesk>
export default meta

type Story = StoryObj<typeof meta>

export const WithYourVoice: Story = {
  name: 'With your voice',
  // Nobody is asked for the microphone before the click of a person.
  play: async ({ canvasElement }) => {
    const start = await within(canvasElement).findByRole('button', { name: 'Start conversation' })
    await expect(start).toBeEnabled()
  },
}

/** Asked in writing, up to the question whether the tool may run. */
export const AsksBeforeItRuns: Story = {
  name: 'Asks before it runs',
  render: () => <SilentWeatherDesk />,
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('button', { name: 'Start conversation' }))
    const message = await canvas.findByRole('textbox', { name: 'Message' })
    await userEvent.type(message, 'What is the weather in Oslo?{Enter}')
    const card = await canvas.findByRole(
      'group',
      { name: 'Allow get_weather?' },
      { timeout: 10_000 },
    )
    await expect(within(card).getByText('Oslo')).toBeVisible()
    await expect(within(card).getByRole('button', { name: 'Allow get_weather' })).toBeEnabled()
  },
}

/** And on, when it may. */
export const RunsWhenItMay: Story = {
  ...AsksBeforeItRuns,
  name: 'Runs when it may',
  play: async (context) => {
    await AsksBeforeItRuns.play?.(context)
    const canvas = within(context.canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Allow get_weather' }))
    await canvas.findByText('get_weather, done', {}, { timeout: 10_000 })
    await canvas.findByText(/degrees and/, {}, { timeout: 10_000 })
  },
}
