import type { Meta, StoryObj } from '@storybook/react-vite'
import { VoiceVisualizer } from '../src/index.ts'
import type { VisualizerState } from '../src/components/VoiceVisualizer.tsx'
import { babble } from './support/babble.ts'

const STATES: readonly VisualizerState[] = [
  'idle',
  'connecting',
  'listening',
  'thinking',
  'speaking',
  'reconnecting',
  'failed',
]

/** You are the line, the assistant is the fill: who talks is seen by form, with colour and without. */
const meta = {
  title: 'Components/VoiceVisualizer',
  component: VoiceVisualizer,
  args: { state: 'speaking', muted: false, you: babble, assistant: babble },
  argTypes: {
    state: { control: 'inline-radio', options: STATES },
    you: { control: false },
    assistant: { control: false },
  },
} satisfies Meta<typeof VoiceVisualizer>
export default meta

type Story = StoryObj<typeof meta>

export const Speaking: Story = {}
export const Listening: Story = { args: { state: 'listening' } }
export const Thinking: Story = { args: { state: 'thinking' } }
export const Muted: Story = { args: { state: 'idle', muted: true } }

function EveryState({ size }: { readonly size: string }) {
  return (
    <div data-story-row>
      {STATES.map((state) => (
        <figure key={state} style={{ inlineSize: size, textAlign: 'center' }}>
          <VoiceVisualizer state={state} you={babble} assistant={babble} />
          <figcaption data-story-caption>{state}</figcaption>
        </figure>
      ))}
      <figure style={{ inlineSize: size, textAlign: 'center' }}>
        <VoiceVisualizer state="idle" muted />
        <figcaption data-story-caption>muted</figcaption>
      </figure>
    </div>
  )
}

export const AllStates: Story = { render: () => <EveryState size="11rem" /> }
export const AllStatesDark: Story = { ...AllStates, globals: { theme: 'dark' } }
