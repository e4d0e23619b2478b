import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { tool } from '../src/index.ts'
import {
  answer,
  answerFails,
  callsTool,
  confirmItems,
  connect,
  play,
  userSays,
} from './support/beats.ts'
import { house } from './support/house.ts'
import { ScriptedChat } from './support/ScriptedChat.tsx'

/** What the assistant does besides talking: it asks first where you want it to, and shows what came of it. */
const meta = {
  title: 'VoiceChat/Tools and failures',
  component: ScriptedChat,
} satisfies Meta<typeof ScriptedChat>
export default meta

type Story = StoryObj<typeof meta>

const seat = { train: 'TGV 6607, tomorrow 9:05', coach: 'Quiet, window', price: '39.00 EUR' }

const reserveSeat = (execute: () => unknown) =>
  tool({
    name: 'reserve_seat',
    description: 'Books a seat on a train.',
    parameters: {
      type: 'object',
      properties: {
        train: { type: 'string' },
        coach: { type: 'string' },
        price: { type: 'string' },
      },
      required: ['train'],
    },
    needsApproval: true,
    execute,
  })

const booking = play(
  connect,
  userSays('u1', 'Yes, the quiet coach. Book it.'),
  callsTool('c1', 'reserve_seat', seat),
)

const button = (canvasElement: HTMLElement, name: string) =>
  within(canvasElement).findByRole('button', { name })

export const AsksFirst: Story = {
  args: { script: booking, tools: [reserveSeat(() => ({ seat: '12A' }))] },
  play: async ({ canvasElement }) => {
    await expect(await button(canvasElement, 'Allow reserve_seat')).toBeVisible()
    await expect(await within(canvasElement).findByText('Waiting for your answer')).toBeVisible()
    await expect(within(canvasElement).getByRole('alert')).toHaveTextContent(
      'The assistant asks to run reserve_seat.',
    )
  },
}

export const Allowed: Story = {
  args: { script: booking, tools: [reserveSeat(() => ({ seat: '12A' }))] },
  play: async ({ canvasElement }) => {
    await userEvent.click(await button(canvasElement, 'Allow reserve_seat'))
    await userEvent.click(await within(canvasElement).findByText(/^reserve_seat, done/))
    await expect(await within(canvasElement).findByText(/12A/)).toBeVisible()
  },
}

export const Denied: Story = {
  args: { script: booking, tools: [reserveSeat(() => ({ seat: '12A' }))] },
  play: async ({ canvasElement }) => {
    await userEvent.click(await button(canvasElement, 'Deny reserve_seat'))
    await expect(await within(canvasElement).findByText('reserve_seat, denied')).toBeVisible()
  },
}

export const WentWrong: Story = {
  args: {
    script: booking,
    tools: [
      reserveSeat(() => {
        throw new Error('The coach is full.')
      }),
    ],
  },
  play: async ({ canvasElement }) => {
    await userEvent.click(await button(canvasElement, 'Allow reserve_seat'))
    await expect(await within(canvasElement).findByText(/^reserve_seat failed/)).toBeVisible()
  },
}

const asked = play(connect, userSays('u1', 'Tell me about the strike.'))

/** The reason stands where the answer would have been, with what to do about it. */
export const Filtered: Story = {
  args: {
    script: play(
      asked,
      answerFails('a1', {
        status: 'incomplete',
        status_details: { type: 'incomplete', reason: 'content_filter' },
      }),
    ),
  },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/content filter/)).toBeVisible()
  },
}

export const NoCredit: Story = {
  args: {
    script: play(
      asked,
      answerFails('a1', {
        status: 'failed',
        status_details: { type: 'failed', error: { code: 'insufficient_quota' } },
      }),
    ),
  },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(within(canvasElement).getAllByText(/no credit left/)[0]).toBeVisible(),
    )
  },
}

export const Picture: Story = {
  args: {
    script: play(
      connect,
      ({ session }) => void session.sendImage(house, { text: 'What is this?' }),
      confirmItems,
      answer('a1', 'A red house in a meadow, in the sun.'),
    ),
  },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByAltText('Picture')).toBeVisible()
  },
}
