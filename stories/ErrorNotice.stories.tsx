import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  ErrorNotice,
  VOICE_ERRORS,
  VoiceError,
  type ErrorNoticeProps,
  type VoiceErrorCode,
} from '../src/index.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'

const isCode = (name: string): name is VoiceErrorCode => name in VOICE_ERRORS
const CODES = Object.keys(VOICE_ERRORS).filter(isCode)

interface Place {
  readonly inCall: boolean
}

/** What happened, what it means, what to do, and the button for it. The code is under Details. */
const meta = {
  title: 'Components/ErrorNotice',
  component: ErrorNotice,
  args: { error: new VoiceError('microphone_denied'), inCall: true },
  argTypes: {
    error: {
      control: 'select',
      options: CODES,
      mapping: Object.fromEntries(CODES.map((code) => [code, new VoiceError(code)])),
    },
  },
  render: ({ error, inCall }) => (
    <ScriptedPart key={String(inCall)} {...(inCall && { script: travelDesk.connected })}>
      {(voice) => <ErrorNotice error={error} voice={voice} />}
    </ScriptedPart>
  ),
} satisfies Meta<ErrorNoticeProps & Place>
export default meta

type Story = StoryObj<typeof meta>

export const InACall: Story = {}

export const BeforeACall: Story = {
  args: { error: new VoiceError('endpoint_unreachable'), inCall: false },
}

/** Every code of the closed list, as it reads when no detail is known. */
export const EveryCode: Story = {
  render: () => (
    <ScriptedPart width="60rem" script={travelDesk.connected}>
      {(voice) => (
        <div
          style={{
            display: 'grid',
            gap: '1rem',
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 25rem), 1fr))',
            alignItems: 'start',
          }}
        >
          {CODES.map((code) => (
            <ErrorNotice key={code} error={new VoiceError(code)} voice={voice} />
          ))}
        </div>
      )}
    </ScriptedPart>
  ),
}
