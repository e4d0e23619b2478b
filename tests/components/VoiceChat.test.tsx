import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../src/base/errors.ts'
import { ConversationControls } from '../../src/components/ConversationControls.tsx'
import { VoiceChat } from '../../src/components/VoiceChat.tsx'
import type { SessionSettings } from '../../src/protocol/settings.ts'
import { ClockedPlayer } from '../../src/testing/ClockedPlayer.ts'
import { SampledMicrophone } from '../../src/testing/SampledMicrophone.ts'
import { scriptedLine } from '../../src/testing/scriptedLine.ts'
import { useSampledVoice } from '../support/useSampledVoice.ts'

const button = (name: string) => screen.getByRole('button', { name })
const moment = (ms = 5) => act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)))

function open(settings?: SessionSettings) {
  const stage = {
    line: scriptedLine({ autoAccept: true }),
    microphone: new SampledMicrophone(),
    player: new ClockedPlayer(),
  }
  const App = () => (
    <VoiceChat voice={useSampledVoice(stage, settings)} title="Travel desk" data-testid="chat" />
  )
  const view = render(<App />)
  const say = (...events: object[]) => act(() => stage.line.say(...events))
  const sent = (type: string) => stage.line.sent.filter((event) => event.type === type)
  return { ...stage, ...view, say, sent, user: userEvent.setup(), root: screen.getByTestId('chat') }
}

async function talk(settings?: SessionSettings) {
  const world = open(settings)
  await world.user.click(button('Start conversation'))
  await moment()
  return world
}

/** An answer of 2 s that says some words; `heardMs` of it are played. */
async function answer(world: Awaited<ReturnType<typeof talk>>, words: string, heardMs: number) {
  const ids = { response_id: 'r1', item_id: 'a1', content_index: 0 }
  const pcm = new Int16Array(48_000).fill(1000)
  const delta = Buffer.from(pcm.buffer).toString('base64')
  world.say(
    { type: 'response.created', response: { id: 'r1' } },
    { type: 'response.output_audio_transcript.delta', ...ids, delta: words },
    { type: 'response.output_audio.delta', ...ids, delta },
    { type: 'response.output_audio.done', ...ids },
    { type: 'response.done', response: { id: 'r1', status: 'completed' } },
  )
  act(() => world.player.advance(heardMs))
  await moment(30)
}

describe('starting and ending', () => {
  it('is one button, so the focus stays', async () => {
    const { user, root } = open()
    const start = button('Start conversation')
    expect(root).toHaveAttribute('data-connection', 'idle')
    await user.click(start)
    await moment()
    expect(root).toHaveAttribute('data-connection', 'connected')
    expect(button('End conversation')).toBe(start)
    expect(start).toHaveFocus()
    await user.click(start)
    await moment()
    expect(root).toHaveAttribute('data-connection', 'closed')
    expect(button('Start conversation')).toHaveFocus()
  })

  it('takes a double click for one', async () => {
    const { user, root } = open()
    await user.dblClick(button('Start conversation'))
    await moment()
    expect(root).toHaveAttribute('data-connection', 'connected')
  })

  it('opens the microphone and the sound with it, and closes both', async () => {
    const { microphone, player, user } = await talk()
    expect(microphone.state.get().status).toBe('live')
    expect(player.state.get().status).toBe('running')
    await user.click(button('End conversation'))
    await moment(80)
    expect(microphone.state.get().status).toBe('off')
    expect(player.state.get().status).toBe('off')
  })
})

describe('a conversation', () => {
  it('shows a spoken turn in order, and what of the answer is still coming', async () => {
    const world = await talk()
    world.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(world.root).toHaveAttribute('data-model-status', 'listening')
    world.say(
      { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 },
      { type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null },
    )
    await answer(world, 'There are two direct trains tomorrow.', 1000)
    world.say({
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: 'u1',
      content_index: 0,
      transcript: 'Which trains go to Lyon?',
    })
    expect(world.root).toHaveAttribute('data-model-status', 'speaking')
    const log = screen.getByRole('log', { name: 'Transcript' })
    expect(log).toHaveAttribute('aria-live', 'off')
    const messages = within(log).getAllByRole('article')
    expect(messages.map((message) => message.dataset['role'])).toEqual(['user', 'assistant'])
    expect(messages[0]).toHaveTextContent('Which trains go to Lyon?')
    expect(messages[1]?.querySelector('[data-voice="coming"]')).toHaveTextContent('trains tomorrow')
  })

  it('marks what was not heard when the user talks over it', async () => {
    const world = await talk()
    await answer(world, 'The first leaves at eight and the second at nine.', 1000)
    world.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    await moment(30)
    const [message] = screen.getAllByRole('article')
    expect(message).toHaveAttribute('data-status', 'interrupted')
    expect(message?.querySelector('[data-voice="unheard"]')).toHaveTextContent('second at nine.')
    expect(within(message!).getByRole('img', { name: 'Interrupted here' })).toBeInTheDocument()
    expect(message).toHaveTextContent('Interrupted after 1.0 s. The underlined part was not heard.')
    expect(world.sent('conversation.item.truncate')).toMatchObject([{ audio_end_ms: 1005 }])
  })

  it('can be interrupted by the button, which is disabled when there is nothing to interrupt', async () => {
    const world = await talk()
    expect(button('Interrupt')).toHaveAttribute('aria-disabled', 'true')
    await answer(world, 'A long answer.', 200)
    expect(button('Interrupt')).not.toHaveAttribute('aria-disabled')
    await world.user.click(button('Interrupt'))
    await moment()
    expect(world.root).toHaveAttribute('data-model-status', 'idle')
  })

  it('takes text: Enter sends, Shift+Enter breaks the line, nothing is sent when empty', async () => {
    const { user, sent } = await talk()
    const box = screen.getByRole('textbox', { name: 'Message' })
    expect(button('Send')).toHaveAttribute('aria-disabled', 'true')
    await user.click(box)
    await user.keyboard('{Enter}')
    expect(sent('conversation.item.create')).toEqual([])
    await user.keyboard('One{Shift>}{Enter}{/Shift}two{Enter}')
    expect(sent('conversation.item.create')).toMatchObject([
      { item: { content: [{ text: 'One\ntwo' }] } },
    ])
    expect(box).toHaveValue('')
    expect(sent('response.create')).toHaveLength(1)
  })
})

describe('the microphone button', () => {
  it('mutes and unmutes, and says so', async () => {
    const { user, microphone } = await talk()
    await user.click(button('Mute microphone'))
    expect(microphone.state.get().status).toBe('muted')
    expect(button('Unmute microphone')).toHaveAttribute('data-pressed')
    expect(screen.getAllByText('You are muted').length).toBeGreaterThan(0)
    await user.click(button('Unmute microphone'))
    expect(microphone.state.get().status).toBe('live')
  })
})

describe('keys', () => {
  it('work while the focus is inside, and not where text is typed', async () => {
    const world = await talk()
    await world.user.keyboard('m')
    expect(world.microphone.state.get().status).toBe('muted')
    await world.user.click(screen.getByRole('textbox', { name: 'Message' }))
    await world.user.keyboard('m')
    expect(world.microphone.state.get().status).toBe('muted')
    await answer(world, 'A long answer.', 200)
    button('End conversation').focus()
    await world.user.keyboard('{Escape}')
    await moment()
    expect(world.root).toHaveAttribute('data-model-status', 'idle')
    await world.user.keyboard('{F6}')
    expect(screen.getByRole('log')).toHaveFocus()
  })
})

/** 0.2 s of sound: without any, there is nothing to send. */
const words = new Int16Array(4800)

describe('push to talk', () => {
  it('takes the turn while the button is held, by pointer and by key', async () => {
    const { user, sent, root, microphone } = await talk({ turnDetection: null })
    expect(screen.queryByRole('button', { name: 'Mute microphone' })).not.toBeInTheDocument()
    const hold = button('Hold to talk')
    await user.pointer({ keys: '[MouseLeft>]', target: hold })
    expect(root).toHaveAttribute('data-model-status', 'listening')
    microphone.speak(words)
    await moment(130)
    await user.pointer({ keys: '[/MouseLeft]', target: hold })
    expect(sent('input_audio_buffer.commit')).toHaveLength(1)
    hold.focus()
    await user.keyboard('{ >}')
    microphone.speak(words)
    await moment(130)
    await user.keyboard('{/ }')
    expect(sent('input_audio_buffer.commit')).toHaveLength(2)
  })

  it('lets go when the focus is lost', async () => {
    const { user, sent, microphone } = await talk({ turnDetection: null })
    const hold = button('Hold to talk')
    hold.focus()
    await user.keyboard('{Enter>}')
    microphone.speak(words)
    await moment(130)
    act(() => hold.blur())
    expect(sent('input_audio_buffer.commit')).toHaveLength(1)
  })
})

describe('trouble', () => {
  it('with the microphone leaves a conversation to type in, says what to do, and can be mended', async () => {
    const world = open()
    world.microphone.fail('microphone_denied')
    await world.user.click(button('Start conversation'))
    await moment()
    const alert = screen.getByRole('alert')
    expect(alert).toHaveTextContent('The microphone is blocked')
    expect(within(alert).getAllByRole('listitem')).toHaveLength(3)
    expect(screen.getByRole('textbox', { name: 'Message' })).toBeInTheDocument()
    await world.user.click(within(alert).getByRole('button', { name: 'Try again' }))
    await moment()
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    expect(world.microphone.state.get().status).toBe('live')
  })

  it('with a microphone that is refused again, by its button, is shown again', async () => {
    const world = open()
    world.microphone.fail('microphone_denied')
    await world.user.click(button('Start conversation'))
    await moment()
    await world.user.click(button('Continue with text'))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    world.microphone.fail('microphone_denied')
    const turnOn = button('Turn on microphone')
    expect(turnOn).toHaveTextContent('Turn on')
    expect(turnOn).not.toHaveAttribute('data-pressed')
    await world.user.click(turnOn)
    await moment()
    expect(screen.getByRole('alert')).toHaveTextContent('The microphone is blocked')
  })

  it('with the line shows the reason and starts again', async () => {
    const world = await talk()
    act(() =>
      world.line.lose(
        new VoiceError('connection_lost', { details: { host: 'h', closeCode: 1006 } }),
      ),
    )
    await moment()
    expect(world.root).toHaveAttribute('data-connection', 'failed')
    const alert = screen.getByRole('alert')
    expect(alert).toHaveTextContent('The line to h broke (close code 1006)')
    await world.user.click(within(alert).getByRole('button', { name: 'Try again' }))
    await moment()
    expect(world.root).toHaveAttribute('data-connection', 'connected')
  })

  it('with autoplay asks for the click that the browser wants', async () => {
    const stage = {
      line: scriptedLine({ autoAccept: true }),
      microphone: new SampledMicrophone(),
      player: new ClockedPlayer({ blocked: true }),
    }
    const App = () => <VoiceChat voice={useSampledVoice(stage)} />
    render(<App />)
    const user = userEvent.setup()
    await user.click(button('Start conversation'))
    await moment()
    await user.click(button('Turn on sound'))
    await moment()
    expect(stage.player.state.get().status).toBe('running')
    expect(screen.queryByText('Sound is off')).not.toBeInTheDocument()
  })
})

describe('your own', () => {
  it('texts replace ours', () => {
    const stage = {
      line: scriptedLine(),
      microphone: new SampledMicrophone(),
      player: new ClockedPlayer(),
    }
    const App = () => <VoiceChat voice={useSampledVoice(stage)} labels={{ start: 'Los geht es' }} />
    render(<App />)
    expect(button('Los geht es')).toBeInTheDocument()
  })

  it('arrangement gets the voice', () => {
    const stage = {
      line: scriptedLine(),
      microphone: new SampledMicrophone(),
      player: new ClockedPlayer(),
    }
    const App = () => (
      <VoiceChat voice={useSampledVoice(stage)}>
        {(voice) => (
          <>
            <p>{voice.connection.status}</p>
            <ConversationControls />
          </>
        )}
      </VoiceChat>
    )
    render(<App />)
    expect(screen.getByText('idle')).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Settings' })).not.toBeInTheDocument()
  })

  it('part outside of a chat needs a voice, and says so', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<ConversationControls />)).toThrow(
      '<ConversationControls> stands outside of <VoiceChat> and has no `voice`',
    )
    vi.restoreAllMocks()
  })
})

it('has nothing that axe objects to, before, during and after', async () => {
  const check = async (root: Element) => {
    const { violations } = await axe.run(root, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  }
  const world = open()
  await check(world.root)
  await world.user.click(button('Start conversation'))
  await moment()
  await answer(world, 'An answer with words.', 500)
  await check(world.root)
  await world.user.click(button('End conversation'))
  await moment()
  await check(world.root)
})
