import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import type { UseAudioPlayerResult, UseMicrophoneResult } from '../src/hooks/results.ts'
import { Notices, VoiceError, type NoticesProps } from '../src/index.ts'
import { echoes } from './support/beats.ts'
import { travelDesk } from './support/conversations.ts'
import { ScriptedPart } from './support/ScriptedPart.tsx'
import type { ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

/** What stands in the way of the conversation: one thing at a time, with the button that mends it. */
const meta = {
  title: 'Components/Notices',
  component: Notices,
  render: (options: ScriptedVoiceOptions) => (
    <ScriptedPart {...options}>{(voice) => <Notices voice={voice} />}</ScriptedPart>
  ),
} satisfies Meta<NoticesProps & ScriptedVoiceOptions>
export default meta

type Story = StoryObj<typeof meta>

interface Trouble {
  readonly microphone?: Partial<UseMicrophoneResult>
  readonly player?: Partial<UseAudioPlayerResult>
}

/** In a conversation whose devices are in trouble. */
const inTrouble = ({ microphone, player }: Trouble): Story => ({
  args: { script: travelDesk.connected },
  render: (options) => (
    <ScriptedPart {...options}>
      {(voice) => (
        <Notices
          voice={{
            ...voice,
            microphone: { ...voice.microphone, ...microphone },
            player: { ...voice.player, ...player },
          }}
        />
      )}
    </ScriptedPart>
  ),
})

/** What is said, and the buttons for it. */
const says =
  (words: RegExp, ...buttons: readonly string[]): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText(words)).toBeVisible()
    for (const name of buttons) await expect(canvas.getByRole('button', { name })).toBeVisible()
    await expect(canvas.queryByRole('alert')).toBeNull()
  }

const LOUD = { read: () => 0.8 }

export const SoundOff: Story = {
  args: { script: travelDesk.connected, blocked: true },
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Turn on sound' })).toBeVisible()
    await userEvent.tab()
    await expect(canvas.getByRole('button', { name: 'Turn on sound' })).toHaveFocus()
  },
}

/** By loudness alone, so it is an approximation. */
export const TalkingWhileMuted: Story = {
  args: { script: travelDesk.muted },
  render: (options) => (
    <ScriptedPart {...options}>
      {(voice) => (
        <Notices voice={{ ...voice, microphone: { ...voice.microphone, meter: LOUD } }} />
      )}
    </ScriptedPart>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('You are talking while muted', undefined, { timeout: 8000 })
    await expect(canvas.getByRole('button', { name: 'Unmute microphone' })).toBeVisible()
  },
}

export const MicrophoneBlocked: Story = { args: { script: travelDesk.microphoneBlocked } }

/** Nothing but zeros for a few seconds: the quietest room is louder. Without device settings beside it, the choice is made in the notice. */
export const HearsNothing: Story = {
  ...inTrouble({ microphone: { notice: new VoiceError('microphone_silent') } }),
  play: async ({ canvasElement, userEvent }) => {
    const canvas = within(canvasElement)
    await canvas.findByText(/Check that Built-in microphone is the right microphone/)
    await userEvent.click(canvas.getByRole('button', { name: 'Change microphone' }))
    const choice = canvas.getByRole('combobox', { name: 'Microphone' })
    await expect(choice).toHaveFocus()
    await userEvent.selectOptions(choice, 'Headset')
    await userEvent.click(canvas.getByRole('button', { name: 'Done' }))
    await canvas.findByText(/Check that Headset is the right microphone/)
  },
}

/** What is used now, and a way to change it. */
export const MicrophoneUnplugged: Story = {
  ...inTrouble({
    microphone: {
      notice: new VoiceError('device_changed', {
        details: { before: 'Headset', why: 'was unplugged', device: 'Built-in microphone' },
      }),
    },
  }),
  play: says(
    /Headset was unplugged. Now using Built-in microphone/,
    'Change microphone',
    'Dismiss',
  ),
}

export const SpeakerUnplugged: Story = {
  ...inTrouble({
    player: {
      notice: new VoiceError('device_changed', {
        details: { before: 'Headset', why: 'was unplugged', device: "the system's choice" },
      }),
    },
  }),
  play: says(/Now using the system's choice/, 'Change speaker', 'Dismiss'),
}

/** A switch on the headset, or a privacy setting: the page can only say so. */
export const MutedOutsideThePage: Story = {
  ...inTrouble({ microphone: { isMutedBySystem: true } }),
  play: says(/A switch on the device, or the system/, 'Change microphone'),
}

/** A phone call, for instance. It comes back by itself; where it does not, a click asks for it. */
export const SoundInterrupted: Story = {
  ...inTrouble({ player: { notice: new VoiceError('audio_interrupted') } }),
  play: says(/It comes back when that is over/, 'Turn on sound'),
}

/** Three answers in a row were cut, and nobody said a word. */
export const PossibleEcho: Story = {
  args: { script: echoes },
  play: says(/Use headphones, or lower the volume/, 'Lower the volume', 'Dismiss'),
}
