import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { DeviceSettings } from '../../src/components/DeviceSettings.tsx'
import { Stage } from '../../src/components/Stage.tsx'
import type { VoiceChatState } from '../../src/hooks/results.ts'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import type { BargeIn } from '../../src/session/BargeIn.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { useSampledVoice } from '../support/useSampledVoice.ts'

/** A conversation, and a way to let the first answer be heard, and to end it. */
async function talk(bargeIn: BargeIn, settings?: SessionSettings) {
  const stage = {
    line: scriptedLine({ autoAccept: true }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer(),
  }
  let voice: VoiceChatState | undefined
  const App = () => {
    voice = useSampledVoice(stage, settings, bargeIn)
    return (
      <>
        <Stage voice={voice} />
        <DeviceSettings voice={voice} />
      </>
    )
  }
  render(<App />)
  await act(async () => voice?.connect())
  const ids = { response_id: 'r1', item_id: 'a1', content_index: 0 }
  return {
    ...stage,
    answer: () => {
      act(() =>
        stage.line.say(
          { type: 'response.created', response: { id: 'r1' } },
          { type: 'response.output_audio.delta', ...ids, delta: 'A'.repeat(64_000) },
        ),
      )
      act(() => stage.player.advance(200))
    },
    end: () => {
      act(() =>
        stage.line.say(
          { type: 'response.output_audio.done', ...ids },
          { type: 'response.done', response: { id: 'r1', status: 'completed' } },
        ),
      )
      act(() => stage.player.advance(2000))
    },
  }
}

const HEARD = 'The bar moves when you are heard.'
const HUSHED = 'The bar moves, and nothing is sent until the assistant has finished.'

it('is said, where the user is not heard while the answer is, and no longer than that', async () => {
  const { answer, end } = await talk('off')
  expect(screen.getByText(HEARD)).toBeVisible()
  answer()
  expect(screen.getByText('You are not heard. Press Interrupt to stop it.')).toBeVisible()
  expect(screen.getByText(HUSHED)).toBeVisible()
  expect(screen.queryByText(HEARD)).toBeNull()
  end()
  expect(screen.getByText('Say something, or write.')).toBeVisible()
  expect(screen.getByText(HEARD)).toBeVisible()
})

it('is not said to who muted themselves: nothing is sent in any case', async () => {
  const { answer, microphone } = await talk('off')
  act(() => microphone.mute())
  answer()
  expect(screen.getByText('Press Interrupt to stop it.')).toBeVisible()
  expect(screen.getByText('You are muted: the bar moves, and nothing is sent.')).toBeVisible()
})

it('is not said where the app lets nobody interrupt: the service hears them all the same', async () => {
  const { answer } = await talk('server', {
    turnDetection: { type: 'server_vad', interruptResponse: false },
  })
  answer()
  expect(screen.getByText('Press Interrupt to stop it.')).toBeVisible()
  expect(screen.getByText(HEARD)).toBeVisible()
})

it('is not said where one may talk over the answer', async () => {
  const { answer } = await talk('local')
  answer()
  expect(screen.getByText('Talk at any time to interrupt.')).toBeVisible()
  expect(screen.getByText(HEARD)).toBeVisible()
})
