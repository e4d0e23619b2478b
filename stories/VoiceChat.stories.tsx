import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { arabicCall, arabicLabels } from './support/arabic.ts'
import { travelDesk } from './support/conversations.ts'
import { OwnArrangement } from './support/OwnArrangement.tsx'
import { ScriptedChat } from './support/ScriptedChat.tsx'

/**
 * A whole voice conversation. Every state here is a real session that was brought there by the events of a service;
 * only the service, the ear and the loudspeaker are played by a script.
 */
const meta = {
  title: 'VoiceChat',
  component: ScriptedChat,
} satisfies Meta<typeof ScriptedChat>
export default meta

type Story = StoryObj<typeof meta>

const button = (canvasElement: HTMLElement, name: string) =>
  within(canvasElement).findByRole('button', { name })

export const BeforeTheCall: Story = {
  play: async ({ canvasElement }) => {
    await expect(await button(canvasElement, 'Start conversation')).toBeEnabled()
    await expect(within(canvasElement).queryByRole('textbox')).toBeNull()
  },
}

/** Start and end are one button, so the focus never falls off. */
export const StartAndEnd: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await button(canvasElement, 'Start conversation'))
    await within(canvasElement).findByRole('textbox', { name: 'Message' })
    const end = await button(canvasElement, 'End conversation')
    await expect(end).toHaveFocus()
    await userEvent.click(end)
    await expect(await button(canvasElement, 'Start conversation')).toHaveFocus()
  },
}

export const Connecting: Story = { args: { script: travelDesk.connecting, accepts: false } }

/** Typing is the other way to say something: it is sent as it is, and shown until the service has it. */
export const YourTurn: Story = {
  args: { script: travelDesk.yourTurn },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Your turn')
    await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), 'To Lyon{Enter}')
    await expect(await canvas.findByText('To Lyon')).toBeVisible()
    await expect(canvas.getByRole('textbox', { name: 'Message' })).toHaveValue('')
    await canvas.findByText('Thinking')
  },
}

export const Listening: Story = { args: { script: travelDesk.listening } }

export const Thinking: Story = { args: { script: travelDesk.thinking } }

/** What is received but not heard yet stands in grey, and turns to ink as it is heard. */
export const Speaking: Story = {
  args: { script: travelDesk.speaking },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Speaking')
    const coming = () => canvasElement.querySelector('[data-voice="coming"]')
    await waitFor(() => expect(coming()).toHaveTextContent(/9:05/))
    await waitFor(() => expect(coming()).not.toHaveTextContent(/There are/))
  },
}

/** The first answer was cut by the user: what was not heard is underlined, and the model was told so. */
export const Interrupted: Story = {
  args: { script: travelDesk.interrupted, height: '50rem' },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/Interrupted after 4\.2 s/)
    await expect(canvasElement.querySelector('[data-voice="unheard"]')).toHaveTextContent(/9:05/)
  },
}

/** Interrupt is the same cut, by a button. */
export const InterruptedByButton: Story = {
  args: { script: travelDesk.speaking },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Speaking')
    await userEvent.click(await button(canvasElement, 'Interrupt'))
    await within(canvasElement).findByText(/Interrupted after 3\.2 s/)
    await expect(await button(canvasElement, 'Interrupt')).toHaveAttribute('aria-disabled', 'true')
  },
}

export const Muted: Story = {
  args: { script: travelDesk.yourTurn },
  play: async ({ canvasElement }) => {
    await userEvent.click(await button(canvasElement, 'Mute microphone'))
    await button(canvasElement, 'Unmute microphone')
    await within(canvasElement).findByText('The assistant cannot hear you.')
  },
}

/** The call goes on without a microphone: one can read, listen and write. */
export const MicrophoneBlocked: Story = {
  args: { script: travelDesk.microphoneBlocked },
  play: async ({ canvasElement }) => {
    const alert = within(await within(canvasElement).findByRole('alert'))
    await expect(alert.getByText('The microphone is blocked')).toBeVisible()
    await expect(await alert.findByRole('button', { name: 'Continue with text' })).toBeVisible()
  },
}

/** A phone with its keyboard open: the words of the notice scroll, and what mends it stays in sight. */
export const MicrophoneBlockedInALowBox: Story = {
  args: { script: travelDesk.microphoneBlocked, width: '22.5rem', height: '36rem' },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByRole('button', { name: 'Turn on microphone' })
    const alert = within(canvas.getByRole('alert'))
    const box = alert.getByText('The microphone is blocked').closest('[data-voice="notices"]')
    const bottom = box?.getBoundingClientRect().bottom ?? 0
    for (const name of ['Try again', 'Continue with text']) {
      const { bottom: edge } = alert.getByRole('button', { name }).getBoundingClientRect()
      await expect(edge).toBeLessThanOrEqual(bottom)
    }
  },
}

export const SoundOff: Story = { args: { script: travelDesk.connected, blocked: true } }

export const ConnectionFailed: Story = {
  args: { script: travelDesk.failed, accepts: false },
  play: async ({ canvasElement }) => {
    const alert = await within(canvasElement).findByRole('alert')
    await expect(alert).toHaveTextContent('Could not reach voice.example')
  },
}

/** What was said stays readable. */
export const Ended: Story = {
  args: { script: travelDesk.ended },
  play: async ({ canvasElement }) => {
    await button(canvasElement, 'Start conversation')
    await within(canvasElement).findByText('Goodbye, and have a good trip.')
  },
}

export const PushToTalk: Story = {
  args: { script: travelDesk.connected, settings: { turnDetection: null } },
  play: async ({ canvasElement, userEvent }) => {
    const hold = await button(canvasElement, 'Hold to talk')
    hold.focus()
    await userEvent.keyboard('{Enter>}')
    await within(canvasElement).findByText('Let go to send.')
    await userEvent.keyboard('{/Enter}')
    await waitFor(() => expect(within(canvasElement).queryByText('Let go to send.')).toBeNull())
  },
}

/** Pressed and held. */
export const PushToTalkHeld: Story = {
  args: { script: travelDesk.connected, settings: { turnDetection: null } },
  play: async ({ canvasElement }) => {
    const hold = await button(canvasElement, 'Hold to talk')
    hold.focus()
    await userEvent.keyboard('{Enter>}')
    await within(canvasElement).findByText('Let go to send.')
  },
}

/** It answers to its own width, not to the window's. */
export const Narrow: Story = { args: { script: travelDesk.interrupted, width: '320px' } }

export const Wide: Story = {
  args: { script: travelDesk.interrupted, width: '60rem', height: '36rem' },
}

/** The stage and the controls alone. */
export const Compact: Story = {
  args: { script: travelDesk.speaking, compact: true, height: '30rem', width: '24rem' },
}

/** It follows the `color-scheme` of the page; `data-voice-theme` forces one. */
export const Dark: Story = {
  args: { script: travelDesk.interrupted, width: '60rem', height: '36rem' },
  globals: { theme: 'dark' },
}

export const RightToLeft: Story = {
  args: {
    script: arabicCall,
    labels: arabicLabels,
    title: 'مكتب السفر',
    dir: 'rtl',
    lang: 'ar',
  },
}

/** Opened from the header. What is changed in a call applies at once. */
export const Settings: Story = {
  args: { script: travelDesk.yourTurn },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('Your turn')
    await userEvent.click(await button(canvasElement, 'Settings'))
    const sheet = within(await within(canvasElement).findByRole('dialog', { name: 'Settings' }))
    await waitFor(() => expect(sheet.getAllByText('Applies now')[0]).toBeVisible())
    await expect(sheet.getByRole('slider', { name: 'Threshold' })).toBeVisible()
  },
}

/** Children replace the arrangement; the parts find the voice by themselves. */
export const YourOwnArrangement: Story = {
  args: {
    script: travelDesk.speaking,
    height: '30rem',
    children: <OwnArrangement />,
  },
}
