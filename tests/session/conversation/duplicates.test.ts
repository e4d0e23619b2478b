import { describe, expect, it } from 'vitest'
import type { ServerEvent } from '../../../src/protocol/serverEvents.ts'
import { SeenEvents } from '../../../src/session/SeenEvents.ts'
import { ClockedPlayer } from '../../../src/testing/ClockedPlayer.ts'
import { liveSession, until } from '../../support/liveSession.ts'

/** A typed turn and its spoken answer; ids and times are the run's own. */
async function conversation(query: string) {
  const player = new ClockedPlayer()
  const { session, simulator } = await liveSession({ player }, { query, brain: 'parrot' })
  await session.connect()
  let heardTwice = 0
  session.on('response.done', () => heardTwice++)
  const done = session.once('response.done')
  session.sendText('What do you do?')
  await done
  await until(() => session.getSnapshot().turn.response === null)
  const isSounding = () => {
    const { audible, queued } = session.getSnapshot().turn
    return audible !== null || queued.length > 0
  }
  while (isSounding()) player.advance(200)
  const { items } = session.getSnapshot().conversation
  const samples = player.rendered().filter((sample) => sample !== 0).length
  const events = simulator.events.length
  return {
    items: items.map((item) => ({ ...item, id: '', createdAtMs: 0 })),
    samples,
    heardTwice,
    events,
  }
}

describe('a service that says everything twice', { timeout: 20_000 }, () => {
  it('is heard once: the same conversation, the same sound, each event told once', async () => {
    const once = await conversation('')
    const twice = await conversation('?fault=duplicates')
    expect(twice.events).toBeGreaterThan(once.events * 1.5)
    expect(twice.items).toEqual(once.items)
    expect(once.samples).toBeGreaterThan(1000)
    expect(twice.samples).toBe(once.samples)
    expect(twice.heardTwice).toBe(1)
  })
})

describe('the events that were seen', () => {
  const event = (event_id?: string) =>
    ({
      type: 'input_audio_buffer.cleared',
      ...(event_id !== undefined && { event_id }),
    }) as ServerEvent

  it('are known by their ids; without one, every event is new', () => {
    const seen = new SeenEvents()
    expect([seen.add(event('a')), seen.add(event('b')), seen.add(event('a'))]).toEqual([
      true,
      true,
      false,
    ])
    expect([
      seen.add(event()),
      seen.add(event()),
      seen.add(event('')),
      seen.add(event('')),
    ]).toEqual([true, true, true, true])
  })

  it('are not known by an id that the service gives to all of them', () => {
    const seen = new SeenEvents()
    const piece = (delta: string) =>
      ({
        type: 'response.output_audio.delta',
        event_id: 'event_0',
        response_id: 'r1',
        item_id: 'A',
        delta,
      }) as ServerEvent
    // Sound in pieces of one length, and two of them alike.
    const all = [event('event_0'), piece('AAAA'), piece('BBBB'), piece('BBBB'), piece('AAAA')]
    expect(all.map((one) => seen.add(one))).toEqual([true, true, true, true, true])
  })

  it.each(['delta', 'item_id', 'type'])('are two where they differ in their %s', (field) => {
    const seen = new SeenEvents()
    const first = {
      type: 'response.output_text.delta',
      event_id: 'e',
      response_id: 'r1',
      item_id: 'A',
      delta: 'and ',
    }
    const type = 'response.output_audio_transcript.delta'
    const second = { ...first, [field]: field === 'type' ? type : 'or it' }
    expect([first, first, second].map((one) => seen.add(one as ServerEvent))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('are forgotten after two thousand others, so that hours cost no memory', () => {
    const seen = new SeenEvents()
    for (let n = 0; n < 2000; n++) seen.add(event(`e${n}`))
    expect(seen.add(event('e0'))).toBe(false)
    seen.add(event('one more'))
    expect(seen.add(event('e0'))).toBe(true)
  })
})
