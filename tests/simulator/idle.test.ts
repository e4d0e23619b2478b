import { describe, expect, it } from 'vitest'
import type { Turn } from '../../src/simulator/brain/Brain.ts'
import { saying, simulated, types } from './support/simulated.ts'

const patience = (idle_timeout_ms: number | null) => ({
  audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms } } },
})
const TRIGGERED = 'input_audio_buffer.timeout_triggered'

/** An answer of 4 s, sent within 1 s, and a user who says nothing for more than 5 s. */
const answered = async (options: Parameters<typeof simulated>[0] = {}) => {
  const parts = simulated({ brain: saying({ say: 'x'.repeat(80) }), ...options })
  parts.update(patience(5000))
  parts.say({ type: 'response.create' })
  await parts.clock.advance(1000)
  expect(parts.all('response.done')).toHaveLength(1)
  return parts
}

describe('idle_timeout_ms', () => {
  it('counts from the end of the sound as it is played, not as it was sent', async () => {
    const { clock, all } = await answered()
    await clock.advance(7999)
    expect(all(TRIGGERED)).toHaveLength(0)
    await clock.advance(1)
    expect(all(TRIGGERED)).toHaveLength(1)
  })

  it('commits a turn with nothing in it, and answers that', async () => {
    const { clock, events, last, say } = await answered()
    const from = events.length
    await clock.advance(8000)
    const said = events.slice(from)
    expect(types(said).slice(0, 5)).toEqual([
      TRIGGERED,
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
    ])
    const { item_id } = last(TRIGGERED)
    expect(said[1]).toMatchObject({ item_id })
    expect(said[3]?.item).toMatchObject({
      id: item_id,
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    })
    say({ type: 'conversation.item.retrieve', item_id })
    expect(last('conversation.item.retrieved').item.content[0].audio).toBe('')
  })

  it('tells the brain that nobody spoke, and counts no turn', async () => {
    const told: Turn[] = []
    const brain = { answer: (turn: Turn) => (told.push(turn), [{ say: 'x'.repeat(80) }]) }
    const { clock, type, say } = await answered({ brain })
    await clock.advance(9000)
    type('I am here.')
    say({ type: 'response.cancel' })
    say({ type: 'response.create' })
    await clock.advance(1000)
    expect(told).toMatchObject([
      { index: 0, input: { kind: 'nothing' }, askedBy: 'response.create' },
      { index: 0, input: { kind: 'nothing' }, askedBy: TRIGGERED },
      { index: 0, input: { kind: 'text' }, askedBy: 'response.create' },
    ])
  })

  it('tells which audio had come meanwhile', async () => {
    const { clock, append, last } = await answered()
    append(2000, 0)
    await clock.advance(3000)
    append(4500, 0)
    await clock.advance(5000)
    expect(last(TRIGGERED)).toMatchObject({ audio_start_ms: 2000, audio_end_ms: 6500 })
  })

  it('is over when somebody speaks, and begins anew after the next answer', async () => {
    const { clock, append, all } = await answered()
    await clock.advance(7000)
    append(200)
    await clock.advance(60_000)
    expect(all(TRIGGERED)).toHaveLength(0)
    append(100, 0)
    await clock.advance(8999)
    expect(all(TRIGGERED)).toHaveLength(0)
    await clock.advance(1)
    expect(all(TRIGGERED)).toHaveLength(1)
  })

  it('does not count while somebody speaks over the end of an answer', async () => {
    const { update, say, append, clock, all } = simulated({
      brain: saying({ say: 'x'.repeat(80) }),
    })
    const [interrupt_response, create_response] = [false, false]
    const { turn_detection } = patience(5000).audio.input
    const talkOver = { ...turn_detection, interrupt_response, create_response }
    update({ audio: { input: { turn_detection: talkOver } } })
    say({ type: 'response.create' })
    await clock.advance(100)
    append(200)
    await clock.advance(60_000)
    expect(all('response.done')).toHaveLength(1)
    expect(all(TRIGGERED)).toHaveLength(0)
  })

  it('comes again while nobody speaks', async () => {
    const { clock, all } = await answered()
    await clock.advance(8000 + 9000)
    expect(all(TRIGGERED)).toHaveLength(2)
  })

  it('counts from a truncation: then nothing more is played', async () => {
    const { clock, all, say, last } = await answered()
    const item_id = last('response.done').response.output[0].id
    say({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 900 })
    await clock.advance(5000)
    expect(all(TRIGGERED)).toHaveLength(1)
  })

  it('never comes when it is off, or before the first answer, or after the end', async () => {
    const off = await answered()
    off.update(patience(null))
    await off.clock.advance(60_000)
    expect(off.all(TRIGGERED)).toHaveLength(0)
    const early = simulated()
    early.update(patience(5000))
    await early.clock.advance(60_000)
    expect(early.all(TRIGGERED)).toHaveLength(0)
    const closed = await answered()
    closed.session.close()
    expect(closed.clock.pending).toBe(0)
  })

  const clear = { type: 'input_audio_buffer.clear' }
  const another = { audio: { input: { turn_detection: { threshold: 0.9 } } } }
  const format = { audio: { input: { format: { type: 'audio/pcmu' } } } }

  it.each<[string, (parts: Awaited<ReturnType<typeof answered>>) => void]>([
    ['a cleared buffer', ({ say }) => say(clear)],
    ['another threshold', ({ update }) => update(another)],
    ['another format', ({ update }) => update(format)],
  ])('counts anew after a false start: %s', async (_what, forget) => {
    const parts = await answered()
    const { append, clock, all } = parts
    await clock.advance(7000)
    append(200)
    await clock.advance(60_000)
    forget(parts)
    await clock.advance(4999)
    expect(all(TRIGGERED)).toHaveLength(0)
    await clock.advance(1)
    expect(all(TRIGGERED)).toHaveLength(1)
  })

  it('counts anew after a false start that cut the answer', async () => {
    const { append, clock, all, say } = await answered()
    say({ type: 'response.create' })
    await clock.advance(500)
    append(200)
    expect(all('response.done')).toHaveLength(2)
    say(clear)
    await clock.advance(20_000)
    expect(all(TRIGGERED).length).toBeGreaterThan(0)
  })

  it('does not begin with a false start, before there was an answer', async () => {
    const { append, say, clock, all, update } = simulated()
    update(patience(5000))
    append(200)
    say(clear)
    await clock.advance(60_000)
    expect(all(TRIGGERED)).toHaveLength(0)
  })

  it('is over with a turn that the client commits, however long it then takes to ask', async () => {
    const { append, clock, all, say } = await answered()
    append(1000, 0)
    say({ type: 'input_audio_buffer.commit' })
    await clock.advance(60_000)
    say({ type: 'response.create' })
    await clock.advance(100)
    expect(all(TRIGGERED)).toHaveLength(0)
    expect(all('error')).toHaveLength(0)
  })

  it('is over with an item of the client, and not with one that was refused', async () => {
    const { clock, all, type, say } = await answered()
    await clock.advance(7990)
    type('Still here.')
    await clock.advance(10)
    say({ type: 'response.create' })
    expect(all('error')).toHaveLength(0)
    await clock.advance(1000)
    type('Nobody hears this.', { previous_item_id: 'none' })
    await clock.advance(8000)
    expect(all(TRIGGERED)).toHaveLength(1)
  })

  it('does not come while somebody speaks, whatever else happens', async () => {
    const { clock, all, append, update, say } = await answered()
    append(200)
    update(patience(6000))
    const item_id = all('response.done')[0]?.response.output[0].id
    say({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms: 900 })
    say({ type: 'response.create' })
    await clock.advance(60_000)
    expect(all('response.done')).toHaveLength(2)
    expect(all(TRIGGERED)).toHaveLength(0)
  })
})
