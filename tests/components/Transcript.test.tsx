import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { Composer } from '../../src/components/Composer.tsx'
import { ConversationControls } from '../../src/components/ConversationControls.tsx'
import { Transcript } from '../../src/components/Transcript.tsx'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { useSampledVoice } from '../support/useSampledVoice.ts'

const moment = (ms = 30) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))
const log = () => screen.getByRole('log', { name: 'Transcript' })

async function talk(settings?: SessionSettings) {
  const stage = {
    line: scriptedLine({ autoAccept: true }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer(),
  }
  let renders = 0
  const arrangement = () => {
    renders++
    return (
      <>
        <Transcript />
        <Composer />
        <ConversationControls />
      </>
    )
  }
  const App = () => (
    <VoiceChat voice={useSampledVoice(stage, settings)} data-testid="chat">
      {arrangement}
    </VoiceChat>
  )
  render(<App />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Start conversation' }))
  await moment()
  const say = async (...events: object[]) => {
    act(() => stage.line.say(...events))
    await moment()
  }
  return { ...stage, user, say, renders: () => renders }
}

const turn = (id: string, transcript: string) => [
  { type: 'input_audio_buffer.committed', item_id: id },
  {
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: id,
    content_index: 0,
    transcript,
  },
]

const delta = (text: string) => ({
  type: 'response.output_audio_transcript.delta',
  response_id: 'r1',
  item_id: 'a1',
  content_index: 0,
  delta: text,
})

describe('a transcript', () => {
  it('says what it is for while it is empty', async () => {
    await talk()
    expect(log()).toHaveTextContent('What is said appears here.')
  })

  it('names who spoke, and lets the words of each choose their own direction', async () => {
    const { say } = await talk()
    await say(...turn('u1', 'مرحبا'), delta('Hello.'))
    const [yours, its] = within(log()).getAllByRole('article')
    expect(yours).toHaveTextContent(/^You0:00مرحبا/)
    expect(its).toHaveTextContent(/^Assistant0:00Hello\./)
    expect(within(yours!).getByText('مرحبا')).toHaveAttribute('dir', 'auto')
  })

  it('holds the place of a turn whose words are not written down yet', async () => {
    const { say } = await talk()
    await say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(within(log()).getByRole('article')).toHaveTextContent(/…$/)
    await say(...turn('u1', 'To Lyon.'))
    expect(within(log()).getByRole('article')).toHaveTextContent(/To Lyon\.$/)
  })

  it('takes the words of an answer without a render of what is around it', async () => {
    const { say, renders } = await talk()
    await say({ type: 'response.created', response: { id: 'r1' } }, delta('One'))
    const before = renders()
    for (let word = 0; word < 20; word++) await say(delta(` word${word}`))
    expect(log()).toHaveTextContent('word19')
    expect(renders()).toBe(before)
  })

  it('copies an answer, and says that it did', async () => {
    const { say, user } = await talk()
    await say({ type: 'response.created', response: { id: 'r1' } }, delta('To be copied.'), {
      type: 'response.done',
      response: { id: 'r1', status: 'completed' },
    })
    await user.click(screen.getByRole('button', { name: 'Copy text' }))
    expect(await navigator.clipboard.readText()).toBe('To be copied.')
    expect(screen.getByRole('button', { name: 'Copied' })).toHaveFocus()
  })
})

describe('scrolling', () => {
  const box = { scrollHeight: 1000, clientHeight: 300 }
  beforeEach(() => {
    for (const name of ['scrollHeight', 'clientHeight'] as const)
      Object.defineProperty(HTMLElement.prototype, name, {
        configurable: true,
        get: () => box[name],
      })
    return () => {
      for (const name of ['scrollHeight', 'clientHeight'])
        Reflect.deleteProperty(HTMLElement.prototype, name)
    }
  })

  const readAt = (scrollTop: number) => {
    log().scrollTop = scrollTop
    fireEvent.scroll(log())
  }

  it('stays at the end while the reader is there', async () => {
    const { say } = await talk()
    readAt(700)
    box.scrollHeight = 1200
    await say(...turn('u1', 'One more.'))
    expect(log().scrollTop).toBe(1200)
    expect(screen.queryByRole('button', { name: 'New messages' })).toBeNull()
  })

  it('leaves a reader further up in peace, and offers the way to what is new', async () => {
    const { say, user } = await talk()
    readAt(100)
    await say(...turn('u1', 'One more.'))
    expect(log().scrollTop).toBe(100)
    await user.click(screen.getByRole('button', { name: 'New messages' }))
    expect(log().scrollTop).toBe(box.scrollHeight)
    expect(screen.queryByRole('button', { name: 'New messages' })).toBeNull()
  })

  it('forgets the offer when the reader goes to the end alone', async () => {
    const { say } = await talk()
    readAt(100)
    await say(...turn('u1', 'One more.'))
    act(() => readAt(box.scrollHeight - box.clientHeight))
    expect(screen.queryByRole('button', { name: 'New messages' })).toBeNull()
  })
})

describe('keys', () => {
  it('leave Escape to the page when there is nothing to interrupt', async () => {
    await talk()
    log().focus()
    expect(fireEvent.keyDown(log(), { key: 'Escape' })).toBe(true)
  })

  it('mute once, however long the key is held', async () => {
    const { microphone } = await talk()
    fireEvent.keyDown(log(), { key: 'm' })
    fireEvent.keyDown(log(), { key: 'm', repeat: true })
    expect(microphone.state.get().status).toBe('muted')
  })

  it('talk by Space with push to talk, where M has no button to undo it', async () => {
    const { microphone, line, user } = await talk({ turnDetection: null })
    log().focus()
    await user.keyboard('m')
    expect(microphone.state.get().status).toBe('live')
    await user.keyboard('{ >3}')
    expect(screen.getByTestId('chat')).toHaveAttribute('data-model-status', 'listening')
    // Space scrolls what has the focus; held, it would scroll and scroll.
    expect(fireEvent.keyDown(log(), { key: ' ', repeat: true })).toBe(false)
    microphone.speak(new Int16Array(4800))
    await moment(130)
    await user.keyboard('{/ }')
    const commits = line.sent.filter(({ type }) => type === 'input_audio_buffer.commit')
    expect(commits).toHaveLength(1)
  })
})

it('sends nothing by the Enter that ends a composition', async () => {
  const { line, user } = await talk()
  const box = screen.getByRole('textbox', { name: 'Message' })
  await user.type(box, 'にほん')
  fireEvent.keyDown(box, { key: 'Enter', isComposing: true })
  expect(line.sent.some(({ type }) => type === 'conversation.item.create')).toBe(false)
  fireEvent.keyDown(box, { key: 'Enter' })
  expect(line.sent.some(({ type }) => type === 'conversation.item.create')).toBe(true)
})
