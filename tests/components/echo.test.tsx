import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { DeviceSettings } from '../../src/components/DeviceSettings.tsx'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { useSampledVoice } from '../support/useSampledVoice.ts'

const moment = (ms = 5) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))
const button = (name: string) => screen.getByRole('button', { name })

describe('an answer that interrupts itself', () => {
  /** Three answers that something cuts, and nobody says a word. */
  async function echo() {
    const stage = {
      line: scriptedLine({ autoAccept: true }),
      microphone: new SampledMicrophone(),
      player: new ClockedPlayer(),
    }
    const App = () => {
      const voice = useSampledVoice(stage)
      return (
        <>
          <VoiceChat voice={voice} />
          <DeviceSettings voice={voice} />
        </>
      )
    }
    render(<App />)
    await userEvent.click(button('Start conversation'))
    await moment()
    for (const id of ['1', '2', '3']) {
      const ids = { response_id: `r${id}`, item_id: `a${id}`, content_index: 0 }
      const speech = { item_id: `u${id}`, audio_start_ms: 0, audio_end_ms: 1 }
      act(() =>
        stage.line.say(
          { type: 'response.created', response: { id: ids.response_id } },
          { type: 'response.output_audio.delta', ...ids, delta: 'A'.repeat(64_000) },
        ),
      )
      act(() => stage.player.advance(200))
      act(() =>
        stage.line.say(
          { type: 'input_audio_buffer.speech_started', ...speech },
          { type: 'input_audio_buffer.speech_stopped', ...speech },
          { type: 'input_audio_buffer.committed', item_id: speech.item_id },
        ),
      )
      await moment()
    }
    return stage
  }

  it('is suspected of echo: the sound can be lowered from there', async () => {
    const { player } = await echo()
    expect(screen.getByText('The assistant may hear itself')).toBeVisible()
    await userEvent.click(button('Lower the volume'))
    expect(player.state.get().volume).toBe(0.5)
    expect(screen.queryByText('The assistant may hear itself')).toBeNull()
    expect(button('Mute microphone')).toHaveFocus()
  })

  it('is as loud as before again, by the settings of the devices', async () => {
    const { player } = await echo()
    await userEvent.click(button('Lower the volume'))
    const volume = screen.getByRole('slider', { name: 'Volume' })
    expect(volume).toHaveAttribute('aria-valuetext', '50%')
    fireEvent.change(volume, { target: { value: '1' } })
    expect(player.state.get().volume).toBe(1)
    expect(volume).toHaveAttribute('aria-valuetext', '100%')
  })

  it('is not spoken of in the next conversation', async () => {
    await echo()
    await userEvent.click(button('End conversation'))
    await moment(40)
    await userEvent.click(button('Start conversation'))
    await moment()
    expect(screen.queryByText('The assistant may hear itself')).toBeNull()
  })
})
