import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/simulator/brain/Brain.ts'
import { saying, shape, simulated, typed, types } from './support/simulated.ts'

const CLOSEOUTS = [
  'response.output_audio.done',
  'response.output_audio_transcript.done',
  'response.content_part.done',
  'conversation.item.done',
  'response.output_item.done',
  'response.done',
  'rate_limits.updated',
]

const millisecondsOf = (base64: string) => Buffer.from(base64, 'base64').length / 48

describe('a typed turn', () => {
  it('comes in the order of the real service, in sound and words', async () => {
    const { events, clock, type, say } = simulated()
    type('Hello')
    say({ type: 'response.create' })
    await clock.advance(2000)
    expect(shape(events)).toEqual([
      'session.created',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'sound and words',
      ...CLOSEOUTS,
    ])
  })

  it('tells the same words in deltas, in done, and in the item', async () => {
    const { all, last, clock, say } = simulated()
    say({ type: 'response.create' })
    await clock.advance(2000)
    const deltas = all('response.output_audio_transcript.delta').map(({ delta }) => delta)
    expect(deltas.length).toBeGreaterThan(1)
    expect(deltas.join('')).toBe('This is the answer.')
    expect(last('response.output_audio_transcript.done').transcript).toBe('This is the answer.')
    const [item] = last('response.done').response.output
    expect(item).toMatchObject({
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_audio', transcript: 'This is the answer.' }],
    })
    expect(last('conversation.item.done').item).toEqual(item)
  })

  it('sends sound in pieces of 100 ms, and all of it', async () => {
    const { all, clock, say } = simulated({ brain: saying({ say: 'Hello.' }) })
    say({ type: 'response.create' })
    await clock.advance(2000)
    const lengths = all('response.output_audio.delta').map(({ delta }) => millisecondsOf(delta))
    expect(lengths).toEqual([100, 100, 100])
  })

  it('lets the words run a little ahead of their sound', async () => {
    const { events, clock, say } = simulated({ brain: saying({ say: 'one two three four five' }) })
    say({ type: 'response.create' })
    await clock.advance(2000)
    const soundBefore = (word: string) => {
      const at = events.findIndex(({ delta }) => delta === word)
      return events.slice(0, at).filter(({ type }) => type === 'response.output_audio.delta').length
    }
    expect(soundBefore('one')).toBe(0)
    // 23 letters at 50 ms: " five" begins at 900 ms.
    expect(soundBefore(' five')).toBe(7)
  })

  it('sends at four times real time, unless told otherwise', async () => {
    const { all, clock, say } = simulated({ brain: saying({ say: 'x'.repeat(80) }) })
    say({ type: 'response.create' })
    await clock.advance(500)
    expect(all('response.output_audio.delta')).toHaveLength(21)
    expect(all('response.done')).toHaveLength(0)
    await clock.advance(500)
    expect(all('response.done')).toHaveLength(1)
  })

  it('sends everything at once at pace 0', async () => {
    const { all, clock, say } = simulated({ pace: 0, brain: saying({ say: 'x'.repeat(80) }) })
    say({ type: 'response.create' })
    await clock.advance(0)
    expect(all('response.output_audio.delta')).toHaveLength(40)
    expect(all('response.done')).toHaveLength(1)
  })

  it('thinks as long as it was told to', async () => {
    const { all, clock, say } = simulated({ latencyMs: 700 })
    say({ type: 'response.create' })
    await clock.advance(699)
    expect(all('response.created')).toHaveLength(1)
    expect(all('response.output_item.added')).toHaveLength(0)
    await clock.advance(1)
    expect(all('response.output_item.added')).toHaveLength(1)
  })

  it('is only written in a session with text output', async () => {
    const { events, last, clock, update, say } = simulated()
    update({ output_modalities: ['text'] })
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(types(events)).not.toContain('response.output_audio.delta')
    expect(last('response.output_text.done').text).toBe('This is the answer.')
    expect(last('response.content_part.added').part).toEqual({ type: 'text', text: '' })
    expect(last('response.done').response.output[0].content).toEqual([
      { type: 'output_text', text: 'This is the answer.' },
    ])
  })

  it('waits where the reply says so, and goes on with the same words', async () => {
    const brain = saying({ say: 'One.' }, { delay: 3000 }, { say: 'Two.' })
    const { last, all, clock, say } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(2900)
    expect(all('response.done')).toHaveLength(0)
    await clock.advance(1000)
    expect(last('response.output_audio_transcript.done').transcript).toBe('One. Two.')
  })

  it('puts what is written beside what is spoken into a part of its own', async () => {
    const { last, clock, say } = simulated({
      brain: saying({ say: 'Aloud.' }, { text: 'Silent.' }),
    })
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(last('response.done').response.output[0].content).toEqual([
      { type: 'output_audio', transcript: 'Aloud.' },
      { type: 'output_text', text: 'Silent.' },
    ])
  })

  it('counts tokens, and a longer answer costs more', async () => {
    const costOf = async (words: string) => {
      const { last, clock, type, say } = simulated({ brain: saying({ say: words }) })
      type('How are you?')
      say({ type: 'response.create' })
      await clock.advance(5000)
      return last('response.done').response.usage
    }
    const short = await costOf('Well.')
    const long = await costOf('Well, thank you, and how are you today?')
    expect(short.total_tokens).toBe(short.input_tokens + short.output_tokens)
    expect(short.input_token_details).toMatchObject({
      text_tokens: 3,
      audio_tokens: 0,
      cached_tokens_details: { text_tokens: 0, audio_tokens: 0, image_tokens: 0 },
    })
    expect(long.output_token_details.audio_tokens).toBeGreaterThan(
      short.output_token_details.audio_tokens,
    )
  })

  it('fails alone when the brain fails, and the session goes on', async () => {
    let turn = 0
    const brain = {
      answer: () => {
        if (turn++ === 0) throw new Error('no idea')
        return [{ say: 'Better.' }]
      },
    }
    const { last, logged, clock, say } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(100)
    expect(last('response.done').response).toMatchObject({
      status: 'failed',
      output: [],
      status_details: { type: 'failed', error: { code: 'server_error', message: 'no idea' } },
    })
    expect(logged.join()).toContain('no idea')
    say({ type: 'response.create' })
    await clock.advance(2000)
    expect(last('response.done').response.status).toBe('completed')
  })

  it('hums where there is no voice, and says so once', async () => {
    const { all, last, logged, clock, say } = simulated({ voice: null })
    for (let turn = 0; turn < 2; turn++) {
      say({ type: 'response.create' })
      await clock.advance(5000)
    }
    expect(last('response.output_audio_transcript.done').transcript).toBe('This is the answer.')
    const loudest = all('response.output_audio.delta')
      .map(({ delta }) => Buffer.from(delta, 'base64'))
      .flatMap((bytes) => [...new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)])
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
    expect(loudest).toBeGreaterThan(2000)
    expect(logged).toHaveLength(1)
  })
})

describe('what the brain is told', () => {
  it('is the last turn, its number, and how it was made; after an answer, nothing', async () => {
    const told: Turn[] = []
    const brain = { answer: (turn: Turn) => (told.push(turn), [{ say: 'Yes.' }]) }
    const { type, say, append, update, clock } = simulated({ brain })
    const answer = async () => {
      say({ type: 'response.create' })
      await clock.advance(1000)
    }
    update({ instructions: 'Be kind.' })
    await answer()
    type('Hello')
    await answer()
    await answer()
    append(700)
    append(100, 0)
    await clock.advance(1000)
    say({
      type: 'conversation.item.create',
      item: { type: 'function_call', call_id: 'c1', name: 'get_weather', arguments: '{}' },
    })
    say({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'c1', output: 'sunny' },
    })
    say(typed('Be brief.', 'system'))
    await answer()
    expect(told).toMatchObject([
      { index: 0, instructions: 'Be kind.', input: { kind: 'nothing' } },
      { index: 0, instructions: 'Be kind.', input: { kind: 'text', text: 'Hello' } },
      { index: 1, instructions: 'Be kind.', input: { kind: 'nothing' } },
      {
        index: 1,
        instructions: 'Be kind.',
        input: { kind: 'speech', durationMs: 700, text: null },
      },
      {
        index: 2,
        instructions: 'Be kind.',
        input: { kind: 'toolOutput', name: 'get_weather', output: 'sunny' },
      },
    ])
  })
})

describe('cutting an answer', () => {
  const speaking = async () => {
    const parts = simulated({ brain: saying({ say: 'x'.repeat(100) }) })
    parts.say({ type: 'response.create' })
    await parts.clock.advance(300)
    return parts
  }

  it('closes all that is open, with what was streamed and no more', async () => {
    const { by, say, all, clock } = await speaking()
    const sent = all('response.output_audio.delta').length
    const closing = by(() => say({ type: 'response.cancel' }))
    expect(types(closing)).toEqual(CLOSEOUTS)
    const { response } = closing.find(({ type }) => type === 'response.done')!
    expect(response).toMatchObject({
      status: 'cancelled',
      status_details: { type: 'cancelled', reason: 'client_cancelled' },
      output: [{ status: 'incomplete' }],
    })
    await clock.advance(5000)
    expect(all('response.output_audio.delta')).toHaveLength(sent)
  })

  it('leaves nothing to close when it had not begun', async () => {
    const { say, by, clock, all } = simulated({ latencyMs: 500 })
    say({ type: 'response.create' })
    await clock.advance(100)
    expect(types(by(() => say({ type: 'response.cancel' })))).toEqual([
      'response.done',
      'rate_limits.updated',
    ])
    await clock.advance(5000)
    expect(all('response.done')).toHaveLength(1)
    expect(all('response.output_item.added')).toHaveLength(0)
  })

  it('takes the id of the response, and refuses that of another', async () => {
    const { say, all, last } = await speaking()
    const { id } = last('response.created').response
    say({ type: 'response.cancel', response_id: 'resp_other' })
    expect(last('error').error.code).toBe('response_cancel_not_active')
    say({ type: 'response.cancel', response_id: id })
    expect(all('response.done')).toHaveLength(1)
  })

  it('is an error when nothing is said', () => {
    const { say, last } = simulated()
    say({ type: 'response.cancel', event_id: 'mine' })
    expect(last('error').error).toEqual({
      type: 'invalid_request_error',
      code: 'response_cancel_not_active',
      message: 'Cancellation failed: no active response found',
      param: null,
      event_id: 'mine',
    })
  })

  it('frees the conversation for the next answer', async () => {
    const { say, all, last, clock } = await speaking()
    say({ type: 'response.create' })
    const running = last('response.created').response.id
    expect(last('error').error).toMatchObject({
      code: 'conversation_already_has_active_response',
      message: `Conversation already has an active response in progress: ${running}. Wait until the response is finished before creating a new one.`,
    })
    say({ type: 'response.cancel' })
    say({ type: 'response.create' })
    await clock.advance(10_000)
    expect(all('response.done').map(({ response }) => response.status)).toEqual([
      'cancelled',
      'completed',
    ])
  })

  it('stops every timer when the line closes', async () => {
    const { session, clock, events } = await speaking()
    session.close()
    const said = events.length
    expect(clock.pending).toBe(0)
    await clock.advance(10_000)
    expect(events).toHaveLength(said)
  })
})

describe('a response outside of the conversation', () => {
  const aside = {
    type: 'response.create',
    response: {
      conversation: 'none',
      output_modalities: ['text'],
      metadata: { purpose: 'summary' },
    },
  }

  it('runs beside another and tells nothing of items', async () => {
    const { say, by, all, clock, events } = simulated({ brain: saying({ say: 'x'.repeat(100) }) })
    say({ type: 'response.create' })
    await clock.advance(100)
    const [created] = by(() => say(aside))
    expect(created?.response).toMatchObject({
      conversation_id: null,
      metadata: { purpose: 'summary' },
    })
    const itsEvents = () => events.filter(({ response_id }) => response_id === created?.response.id)
    await clock.advance(10_000)
    expect(shape(itsEvents())).toEqual([
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
    ])
    expect(all('conversation.item.added')).toHaveLength(1)
    expect(all('response.done')).toHaveLength(2)
    expect(all('error')).toHaveLength(0)
  })

  it('is cancelled by its id alone', async () => {
    const { say, last, clock } = simulated({ latencyMs: 1000 })
    say(aside)
    const { id } = last('response.created').response
    say({ type: 'response.cancel' })
    expect(last('error').error.code).toBe('response_cancel_not_active')
    say({ type: 'response.cancel', response_id: id })
    expect(last('response.done').response).toMatchObject({ id, status: 'cancelled' })
    await clock.advance(2000)
  })

  it('answers the items that it is given instead of the conversation', async () => {
    const seen: unknown[] = []
    const brain = { answer: ({ input }: { input: unknown }) => (seen.push(input), [{ say: 'ok' }]) }
    const { say, type, clock } = simulated({ brain })
    type('In the conversation')
    const input = [
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Aside' }] },
    ]
    say({ type: 'response.create', response: { conversation: 'none', input } })
    say({ type: 'response.create', response: { conversation: 'none', input: [] } })
    await clock.advance(1000)
    expect(seen).toEqual([{ kind: 'text', text: 'Aside' }, { kind: 'nothing' }])
  })
})
