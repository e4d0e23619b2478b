import { describe, expect, it } from 'vitest'
import { pushToTalk, simulated, typed, types } from './support/simulated.ts'

describe('items that a client makes', () => {
  it('are added, and done at once', () => {
    const { by, type } = simulated()
    const made = by(() => type('Hello'))
    expect(types(made)).toEqual(['conversation.item.added', 'conversation.item.done'])
    expect(made[0]).toMatchObject({
      previous_item_id: null,
      item: {
        object: 'realtime.item',
        type: 'message',
        role: 'user',
        status: 'completed',
        content: [{ type: 'input_text', text: 'Hello' }],
      },
    })
    expect(made[1]?.item).toEqual(made[0]?.item)
  })

  it('keep the id that they come with, and stand where they are told to', () => {
    const { say, last } = simulated()
    const place = (id: string, previous?: string) => {
      const { item } = typed(id)
      say({ type: 'conversation.item.create', item: { ...item, id }, previous_item_id: previous })
      return last('conversation.item.added').previous_item_id as unknown
    }
    expect(place('a')).toBeNull()
    expect(place('b')).toBe('a')
    expect(place('first', 'root')).toBeNull()
    expect(place('between', 'a')).toBe('a')
    expect(place('c')).toBe('b')
  })

  it('are refused after an item that does not exist', () => {
    const { type, last, all } = simulated()
    type('Hello', { previous_item_id: 'nobody', event_id: 'mine' })
    expect(last('error').error).toMatchObject({ param: 'previous_item_id', event_id: 'mine' })
    expect(all('conversation.item.added')).toHaveLength(0)
  })

  it('may be words of the assistant and of the system, and what a tool answered', () => {
    const { say, all } = simulated()
    say(typed('I said so.', 'assistant'))
    say(typed('Be kind.', 'system'))
    say({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'call_1', output: '{}' },
    })
    expect(all('error')).toEqual([])
    expect(all('conversation.item.done').map(({ item }) => item.role ?? item.type)).toEqual([
      'assistant',
      'system',
      'function_call_output',
    ])
  })

  it.each([
    [
      'sound of the assistant',
      { type: 'message', role: 'assistant', content: [{ type: 'output_audio', audio: '' }] },
      'item.content[0].type',
    ],
    ['an unknown role', { type: 'message', role: 'tool', content: [] }, 'item.role'],
    ['an unknown kind', { type: 'thought' }, 'item.type'],
    ['no content', { type: 'message', role: 'user' }, 'item.content'],
    [
      'a text that is none',
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 5 }] },
      'item.content[0].text',
    ],
    ['no item', undefined, 'item'],
  ])('are refused: %s', (_what, item, param) => {
    const { say, last, all } = simulated()
    say({ type: 'conversation.item.create', item })
    expect(last('error').error.param).toBe(param)
    expect(all('conversation.item.added')).toHaveLength(0)
  })

  it('are refused twice under one id', () => {
    const { say, last } = simulated()
    const twice = { ...typed('x'), item: { ...typed('x').item, id: 'one' } }
    say(twice)
    say(twice)
    expect(last('error').error.message).toBe("Item with id 'one' already exists.")
  })
})

describe('deleting', () => {
  it('closes the gap that the item leaves', () => {
    const { say, type, last } = simulated()
    for (const id of ['a', 'b']) say({ ...typed(id), item: { ...typed(id).item, id } })
    say({ type: 'conversation.item.delete', item_id: 'b' })
    expect(last('conversation.item.deleted').item_id).toBe('b')
    type('next')
    expect(last('conversation.item.added').previous_item_id).toBe('a')
  })

  it.each([
    ['delete', 'item_delete_invalid_item_id', 'Error deleting item'],
    ['retrieve', 'item_retrieve_invalid_item_id', 'Error retrieving item'],
    ['truncate', 'item_truncate_invalid_item_id', 'Error truncating item'],
  ])('and %s of an item that does not exist is an error', (verb, code, beginning) => {
    const { say, last } = simulated()
    say({
      type: `conversation.item.${verb}`,
      item_id: 'X',
      content_index: 0,
      audio_end_ms: 100,
      event_id: 'mine',
    })
    expect(last('error').error).toMatchObject({
      code,
      message: `${beginning}: the item with id 'X' does not exist.`,
      event_id: 'mine',
    })
  })
})

describe('truncating', () => {
  const answered = async () => {
    const parts = simulated()
    parts.say({ type: 'response.create' })
    await parts.clock.advance(2000)
    const itemId = parts.last('response.done').response.output[0].id
    const truncate = (audio_end_ms: number, item_id = itemId) =>
      parts.say({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms })
    const retrieved = () => {
      parts.say({ type: 'conversation.item.retrieve', item_id: itemId })
      return parts.last('conversation.item.retrieved').item.content[0]
    }
    return { ...parts, itemId, truncate, retrieved }
  }
  const lengthMs = (part: { audio: string }) => Buffer.from(part.audio, 'base64').length / 48

  it('drops the sound after the point, and all of the words', async () => {
    const { truncate, retrieved, last, itemId } = await answered()
    expect(lengthMs(retrieved())).toBe(950)
    truncate(330)
    expect(last('conversation.item.truncated')).toMatchObject({
      item_id: itemId,
      content_index: 0,
      audio_end_ms: 330,
    })
    expect(lengthMs(retrieved())).toBe(330)
    expect(retrieved().transcript).toBe('')
  })

  it('takes the very end, and nothing beyond it', async () => {
    const { truncate, all, last } = await answered()
    truncate(950)
    expect(all('error')).toHaveLength(0)
    truncate(951)
    expect(last('error').error).toMatchObject({
      type: 'invalid_request_error',
      code: 'invalid_value',
      message: 'Audio content of 950ms is already shorter than 951ms',
    })
  })

  it.each([-1, 0.5])('refuses %s ms', async (ms) => {
    const { truncate, last } = await answered()
    truncate(ms)
    expect(last('error').error).toMatchObject({ code: 'invalid_value', param: 'audio_end_ms' })
  })

  it('is only for sound of the assistant', async () => {
    const { truncate, append, say, update, type, last, all } = await answered()
    type('typed')
    truncate(10, last('conversation.item.done').item.id)
    update(pushToTalk)
    append(500)
    say({ type: 'input_audio_buffer.commit' })
    truncate(10, last('input_audio_buffer.committed').item_id)
    expect(all('error').map(({ error }) => error.message)).toEqual([
      'Only model output audio messages can be truncated',
      'Only model output audio messages can be truncated',
    ])
  })

  it('counts what was sent when the answer was cut', async () => {
    const { say, last, clock } = simulated({ brain: { answer: () => [{ say: 'x'.repeat(90) }] } })
    say({ type: 'response.create' })
    await clock.advance(260)
    say({ type: 'response.cancel' })
    const item_id = last('response.done').response.output[0].id
    const truncate = { type: 'conversation.item.truncate', item_id, content_index: 0 }
    say({ ...truncate, audio_end_ms: 2000 })
    expect(last('error').error.message).toBe(
      'Audio content of 1100ms is already shorter than 2000ms',
    )
    say({ ...truncate, audio_end_ms: 1100 })
    expect(last('conversation.item.truncated').audio_end_ms).toBe(1100)
  })

  it('leaves out what is still to come of an answer that is being made', async () => {
    const { say, all, last, clock } = simulated()
    say({ type: 'response.create' })
    await clock.advance(50)
    const { item_id } = last('response.output_audio.delta')
    say({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 80 })
    await clock.advance(2000)
    expect(all('response.output_audio.delta').length).toBeGreaterThan(5)
    say({ type: 'conversation.item.retrieve', item_id })
    const [part] = last('conversation.item.retrieved').item.content
    expect([lengthMs(part), part.transcript]).toEqual([80, ''])
  })
})
