import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerStage,
  created,
  done,
  itemAdded,
  seconds,
  sound,
  words,
} from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const cancelled = done('r1', {
  status: 'cancelled',
  output: [
    {
      id: 'A',
      type: 'message',
      role: 'assistant',
      status: 'incomplete',
      content: [{ type: 'output_audio', transcript: 'Hello there and more' }],
    },
  ],
})
const unheard = { id: 'A', status: 'interrupted', heardText: '', heardMs: 0 }

describe('an answer that is cut between its first words and its first sound', () => {
  it.each([
    ['with its output', cancelled],
    ['without', done('r1', { status: 'cancelled' })],
  ])('was not heard, and the model forgets it: its end is told %s', async (_what, end) => {
    const { session, line, items, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'))
    session.interrupt()
    line.say(sound('A', 'r1'), end, end)
    expect(items().at(-1)).toMatchObject({ ...unheard, unheardText: 'Hello there' })
    expect(sent('conversation.item.delete')).toMatchObject([{ item_id: 'A' }])
    // It is still read here.
    line.say({ type: 'conversation.item.deleted', item_id: 'A' })
    expect(items().at(-1)).toMatchObject(unheard)
  })

  it('nor was it where its end is never told', async () => {
    const { session, line, items, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'))
    session.interrupt()
    await seconds(3)
    const shown = items()
    expect(shown.at(-1)).toMatchObject({ ...unheard, unheardText: 'Hello there' })
    line.say(cancelled)
    expect(items()).toEqual(shown)
    expect(sent('conversation.item.delete')).toMatchObject([{ item_id: 'A' }])
  })

  it('before any words: nothing of it is kept by the model either', async () => {
    const { session, line, items, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'))
    session.interrupt()
    line.say(cancelled)
    expect(items().at(-1)).toMatchObject({ ...unheard, unheardText: '' })
    expect(sent('conversation.item.delete')).toMatchObject([{ item_id: 'A' }])
  })
})

describe('an answer that is cut', () => {
  it('while it sounds is truncated, and never deleted', async () => {
    const { session, line, items, sent, player } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'), sound('A', 'r1'))
    player.advance(600)
    session.interrupt()
    line.say(cancelled)
    await seconds(3)
    expect(items().at(-1)).toMatchObject({ id: 'A', status: 'interrupted' })
    expect(items().at(-1)?.heardMs).toBeGreaterThan(500)
    expect(sent('conversation.item.delete')).toEqual([])
    expect(sent('conversation.item.truncate')).toHaveLength(1)
  })

  it('in writing has been read: it stays as it is', async () => {
    const { session, line, items, sent } = await answerStage()
    session.sendText('A')
    const written = { response_id: 'r1', item_id: 'A', content_index: 0, delta: 'Hello' }
    line.say(created('r1'), itemAdded('A', 'r1'), {
      type: 'response.output_text.delta',
      ...written,
    })
    session.interrupt()
    line.say(cancelled)
    expect(items().at(-1)).toMatchObject({ status: 'interrupted', text: 'Hello' })
    expect(items().at(-1)?.heardText).toBeUndefined()
    expect(sent('conversation.item.delete')).toEqual([])
  })

  it('where the service carries the sound is its own to truncate', async () => {
    const { session, line, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'))
    line.say({ type: 'output_audio_buffer.started', response_id: 'r1' })
    session.interrupt()
    line.say(cancelled)
    expect(sent('conversation.item.delete')).toEqual([])
  })
})
