import type { Meta, StoryObj } from '@storybook/react-vite'
import { LevelMeter } from '../src/index.ts'
import { silentMeter } from '../src/audio/sound/Meter.ts'
import { babble } from './support/babble.ts'

/** How loud it is, drawn before each paint without a render. It is decoration: say in words what it tells. */
const meta = {
  title: 'Components/LevelMeter',
  component: LevelMeter,
  args: { meter: babble },
  argTypes: { meter: { control: false } },
  decorators: [
    (Story) => (
      <div style={{ inlineSize: '16rem' }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof LevelMeter>
export default meta

export const SomebodyTalks: StoryObj<typeof meta> = {}

export const Silence: StoryObj<typeof meta> = { args: { meter: silentMeter } }

export const HalfWay: StoryObj<typeof meta> = { args: { meter: { read: () => 0.5 } } }
