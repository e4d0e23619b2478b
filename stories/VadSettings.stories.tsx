import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test'
import { VadSettings, type TurnDetection } from '../src/index.ts'
import { confirmSettings, connect, play, refuseSettings } from './support/beats.ts'
import { useScriptedVoice, type ScriptedVoiceOptions } from './support/useScriptedVoice.ts'

interface LiveVadProps extends ScriptedVoiceOptions {
  readonly width?: string
}

/** In a call with a service that takes every setting, or refuses it. */
function LiveVad({ width = '60rem', ...options }: LiveVadProps) {
  const { voice } = useScriptedVoice(options)
  return (
    <div style={{ inlineSize: width, maxInlineSize: '100%' }}>
      <VadSettings voice={voice} />
    </div>
  )
}

/** When a turn begins and ends. In a call a change is shown at once, and sent when the hand has rested for 200 ms. */
const meta = {
  title: 'Components/VadSettings',
  component: LiveVad,
  args: { script: play(confirmSettings, connect) },
} satisfies Meta<typeof LiveVad>
export default meta

type Story = StoryObj<typeof meta>

export const Live: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Applies now')
    const threshold = canvas.getByRole('slider', { name: 'Threshold' })
    await fireEvent.change(threshold, { target: { value: '0.65' } })
    await expect(threshold).toHaveAttribute('aria-valuetext', '0.65')
    await expect(canvas.queryByRole('radio', { checked: true })).toBeNull()
  },
}

export const Preset: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Applies now')
    await userEvent.click(canvas.getByRole('radio', { name: /Slow speaker/ }))
    const silence = canvas.getByRole('slider', { name: 'Silence duration' })
    await expect(silence).toHaveAttribute('aria-valuetext', '1200 ms')
  },
}

/** A value that the service does not take goes back to what is in force. */
export const Refused: Story = {
  args: { script: play(connect, refuseSettings) },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await canvas.findByText('Applies now')
    const silence = canvas.getByRole('slider', { name: 'Silence duration' })
    await fireEvent.change(silence, { target: { value: '4000' } })
    await expect(silence).toHaveAttribute('aria-valuetext', '4000 ms')
    await waitFor(() => expect(silence).toHaveAttribute('aria-valuetext', '500 ms'))
  },
}

export const Semantic: Story = {
  args: { settings: { turnDetection: { type: 'semantic_vad', eagerness: 'low' } } },
}

export const PushToTalk: Story = { args: { settings: { turnDetection: null } } }

export const Narrow: Story = { args: { width: '320px' } }

export const Dark: Story = { globals: { theme: 'dark' } }

/** Without a voice it is an ordinary controlled field, for a form of your own. */
export const Controlled: Story = {
  render: function Form() {
    const [value, setValue] = useState<TurnDetection>({ type: 'server_vad', threshold: 0.75 })
    return (
      <div style={{ maxInlineSize: '30rem' }}>
        <VadSettings value={value} onChange={setValue} />
      </div>
    )
  },
}
