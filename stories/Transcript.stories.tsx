import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, waitFor, within } from 'storybook/test'
import { Composer, Transcript, type TranscriptProps } from '../src/index.ts'
import { answer, connect, play, userSays } from './support/beats.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** What was said. Heard, coming and unheard words look different; nothing of it is announced, the voice is heard already. */
const meta = {
  title: 'Components/Transcript',
  component: Transcript,
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>
      {(voice) => (
        <div style={{ display: 'grid', blockSize: '24rem', minBlockSize: 0 }}>
          <Transcript voice={voice} />
        </div>
      )}
    </ScriptedPart>
  ),
} satisfies Meta<TranscriptProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

export const Empty: Story = { args: { script: travelDesk.connected } }
export const Coming: Story = { args: { script: travelDesk.speaking } }
export const Interrupted: Story = { args: { script: travelDesk.interrupted } }
export const WaitingForWords: Story = { args: { script: travelDesk.listening } }

const longCall = play(
  connect,
  ...Array.from({ length: 8 }, (_, at) =>
    play(
      userSays(`u${at}`, `Question ${at + 1}: and how long does the journey take?`),
      answer(`a${at}`, `Answer ${at + 1}: about two hours, with one change on the way.`),
    ),
  ),
)

/** It stays at its end while the reader is there, and leaves a reader in peace who reads further up. */
export const Long: Story = {
  args: { script: longCall },
  render: (options) => (
    <ScriptedPart {...options}>
      {(voice) => (
        <>
          <div style={{ display: 'grid', blockSize: '24rem', minBlockSize: 0 }}>
            <Transcript voice={voice} />
          </div>
          <Composer voice={voice} />
        </>
      )}
    </ScriptedPart>
  ),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await canvas.findByText(/Answer 8/)
    const log = canvas.getByRole('log', { name: 'Transcript' })
    const beneath = () => log.scrollHeight - log.scrollTop - log.clientHeight
    await waitFor(() => expect(beneath()).toBeLessThan(4))
    log.scrollTop = 0
    await fireEvent.scroll(log)
    await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), 'One more.{Enter}')
    await canvas.findByRole('button', { name: 'New messages' })
    await expect(log.scrollTop).toBe(0)
  },
}
