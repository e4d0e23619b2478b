import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/simulator/brain/Brain.ts'
import { FakeClock } from './support/FakeClock.ts'
import { SimulatedSession } from '../../src/simulator/engine/SimulatedSession.ts'
import { LoudnessHearing, steadyVoice } from './support/parts.ts'
import { saying, simulated, typed } from './support/simulated.ts'

const remembering = () => {
  const told: Turn[] = []
  return { told, brain: { answer: (turn: Turn) => (told.push(turn), [{ text: 'ok' }]) } }
}
const named = (id: string) => ({ ...typed(id), item: { ...typed(id).item, id } })

describe('what a response is asked to do', () => {
  it('may be instructions of its own, for this one alone', async () => {
    const { told, brain } = remembering()
    const { update, say, clock } = simulated({ brain })
    update({ instructions: 'Be kind.' })
    say({ type: 'response.create', response: { instructions: 'Be brief.' } })
    await clock.advance(1000)
    say({ type: 'response.create' })
    await clock.advance(1000)
    expect(told.map(({ instructions }) => instructions)).toEqual(['Be brief.', 'Be kind.'])
  })

  it('may be to answer items of the conversation by reference', async () => {
    const { told, brain } = remembering()
    const { say, clock, last, all } = simulated({ brain })
    for (const id of ['first', 'second']) say(named(id))
    const referring = (id: string) => ({
      type: 'response.create',
      response: { conversation: 'none', input: [{ type: 'item_reference', id }] },
    })
    say(referring('first'))
    await clock.advance(1000)
    expect(told).toMatchObject([{ index: 0, input: { kind: 'text', text: 'first' } }])
    say(referring('nobody'))
    expect(last('error').error).toMatchObject({
      code: 'item_not_found',
      param: 'response.input[0].id',
    })
    expect(all('response.created')).toHaveLength(1)
  })

  it('is told to the brain together with who asked', async () => {
    const { told, brain } = remembering()
    const { append, say, clock } = simulated({ brain })
    say({ type: 'response.create' })
    await clock.advance(1000)
    append(200)
    append(100, 0)
    await clock.advance(1000)
    expect(told.map(({ askedBy }) => askedBy)).toEqual([
      'response.create',
      'input_audio_buffer.speech_stopped',
    ])
  })

  it('is repeated from created to done, with its metadata', async () => {
    const { say, clock, last } = simulated()
    const response = {
      conversation: 'none',
      metadata: { purpose: 'summary' },
      max_output_tokens: 500,
      output_modalities: ['text'],
    }
    say({ type: 'response.create', response })
    await clock.advance(5000)
    const { id } = last('response.created').response
    const told = {
      object: 'realtime.response',
      id,
      conversation_id: null,
      output_modalities: ['text'],
      max_output_tokens: 500,
      metadata: { purpose: 'summary' },
      audio: { output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'marin' } },
    }
    expect(last('response.created').response).toEqual({
      ...told,
      status: 'in_progress',
      status_details: null,
      output: [],
      usage: null,
    })
    expect(last('response.done').response).toMatchObject({ ...told, status: 'completed' })
  })
})

describe('sound that a client puts into an item', () => {
  it('is in the format of the session', () => {
    const { update, say, last } = simulated()
    update({ audio: { input: { format: { type: 'audio/pcmu' }, turn_detection: null } } })
    const audio = Buffer.alloc(1600, 0xce).toString('base64')
    const item = { type: 'message', role: 'user', content: [{ type: 'input_audio', audio }] }
    say({ type: 'conversation.item.create', item })
    say({ type: 'conversation.item.retrieve', item_id: last('conversation.item.done').item.id })
    const [part] = last('conversation.item.retrieved').item.content
    expect(Buffer.from(part.audio, 'base64').length).toBe(1600)
  })
})

describe('a sample that is cut in two by a commit', () => {
  it('is whole again after it', () => {
    const { update, session, say, last } = simulated()
    update({ audio: { input: { turn_detection: null } } })
    const bytes = Buffer.alloc(48 * 300, Buffer.from([0x01, 0x02]))
    const append = (part: Buffer) =>
      session.receive({ type: 'input_audio_buffer.append', audio: part.toString('base64') })
    append(bytes.subarray(0, 4801))
    say({ type: 'input_audio_buffer.commit' })
    append(bytes.subarray(4801))
    say({ type: 'input_audio_buffer.commit' })
    const { item_id } = last('input_audio_buffer.committed')
    say({ type: 'conversation.item.retrieve', item_id })
    const [{ audio }] = last('conversation.item.retrieved').item.content
    expect(audio).toBe(bytes.subarray(4800).toString('base64'))
  })
})

describe('a line that goes while something is said on it', () => {
  it.each([
    'response.created',
    'response.output_audio.delta',
    'response.output_item.done',
    'response.done',
  ])('leaves no timer and no word: %s', async (last) => {
    const clock = new FakeClock()
    const said: string[] = []
    const session = new SimulatedSession({
      clock,
      voice: steadyVoice,
      createHearing: () => new LoudnessHearing(),
      brain: saying({ say: 'x'.repeat(20) }),
      send: (_frame, { type }) => {
        said.push(type)
        if (type === last) session.close()
      },
    })
    session.open()
    const turn_detection = { type: 'server_vad', idle_timeout_ms: 5000 }
    session.receive({
      type: 'session.update',
      session: { type: 'realtime', audio: { input: { turn_detection } } },
    })
    session.receive({ type: 'response.create' })
    await clock.advance(60_000)
    expect(said.at(-1)).toBe(last)
    expect(clock.pending).toBe(0)
  })
})
