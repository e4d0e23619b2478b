import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ResponseObject } from '../../../src/protocol/serverEvents.ts'
import {
  answerStage,
  complaint,
  created,
  done,
  failed,
  itemAdded,
  itemDone,
  seconds,
  sound,
  words,
} from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const aside = { conversation: 'none', metadata: { topic: 'title' } } as const
const outside = { conversation_id: null, metadata: { topic: 'title' } }
const whole = (id: string, item: string, more: object) => [
  created(id, more),
  itemAdded(item, id),
  words(item, id),
  sound(item, id),
  itemDone(item, id),
  done(id, more),
]

describe('a response out of band', () => {
  it('is asked for at once beside a running one, as it was given', async () => {
    const { session, line, sent } = await answerStage()
    session.sendText('A')
    line.say(created('r1'))
    session.createResponse({ ...aside, input: [] })
    const [, request] = sent('response.create')
    expect(request?.response).toMatchObject({ ...aside, input: [] })
  })

  it('is neither heard nor seen, takes no turn, and reaches whoever listens', async () => {
    const { session, line, player, model, items, sent } = await answerStage()
    const heard: ResponseObject[] = []
    session.on('response.done', ({ response }) => heard.push(response))
    session.createResponse(aside)
    expect(model()).toBe('idle')
    for (const event of whole('o1', 'X', outside)) {
      line.say(event)
      expect(model()).toBe('idle')
    }
    player.advance(2000)
    expect(player.rendered().some((sample) => sample !== 0)).toBe(false)
    expect(items()).toEqual([])
    expect(heard).toMatchObject([{ id: 'o1', metadata: { topic: 'title' } }])
    expect(sent('conversation.item.delete')).toEqual([])
  })

  it('does not disturb the one beside it', async () => {
    const { session, line, player, model, items } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'))
    session.createResponse(aside)
    line.say(...whole('o1', 'X', outside), sound('A', 'r1'), words('A', 'r1'))
    player.advance(500)
    expect(model()).toBe('speaking')
    line.say(itemDone('A', 'r1'), done('r1'))
    player.advance(1000)
    expect(model()).toBe('idle')
    expect(items().map(({ id }) => id)).toEqual([expect.stringMatching(/^rv_/), 'A'])
  })

  it('does not stand for the answer that is due', async () => {
    const { session, line, model } = await answerStage()
    session.createResponse(aside)
    session.sendText('A')
    line.say(created('o1', outside), done('o1', outside))
    expect(model()).toBe('thinking')
    line.say(created('r1'), done('r1'))
    expect(model()).toBe('idle')
  })

  it('may be one of several, each cancelled by its id', async () => {
    const { session, line, sent } = await answerStage()
    session.createResponse(aside)
    session.createResponse(aside)
    line.say(created('o1', outside), created('o2', outside))
    session.cancelResponse('o2')
    expect(sent('response.create')).toHaveLength(2)
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'o2' }])
  })

  it('is not cancelled by somebody who talks', async () => {
    const { session, line, sent } = await answerStage()
    session.createResponse(aside)
    line.say(created('o1', outside))
    session.interrupt()
    line.say({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
    expect(sent('response.cancel')).toEqual([])
  })

  it('counts in the usage', async () => {
    const { session, line } = await answerStage()
    session.createResponse(aside)
    const usage = { total_tokens: 7, input_tokens: 5, output_tokens: 2 }
    line.say(created('o1', outside), done('o1', { ...outside, usage }))
    expect(session.getSnapshot().measures.usage.total).toBe(7)
  })
})

describe('a service that does not say', () => {
  it('what a response belongs to: it is known by our mark', async () => {
    const { session, line, model, mark, items } = await answerStage()
    session.createResponse(aside)
    const metadata = mark()
    session.sendText('A')
    line.say(...whole('o1', 'X', { conversation_id: undefined, metadata }))
    expect(model()).toBe('thinking')
    expect(items().map(({ id }) => id)).not.toContain('X')
  })

  it('who asked: it is known by having no conversation', async () => {
    const { session, line, model, items } = await answerStage()
    session.createResponse(aside)
    line.say(...whole('o1', 'X', { conversation_id: null }))
    expect(model()).toBe('idle')
    expect(items()).toEqual([])
  })

  it('either: where nothing else is due, it is the one that was asked for', async () => {
    const { session, line, model, items } = await answerStage()
    const silent = { conversation_id: undefined }
    session.createResponse(aside)
    line.say(...whole('o1', 'X', silent))
    expect(model()).toBe('idle')
    expect(items()).toEqual([])
    // And the next one is none.
    line.say(created('r1', silent))
    expect(model()).toBe('thinking')
  })
})

describe('a failure out of band', () => {
  it('is told, and neither seen in the conversation nor tried again', async () => {
    const { session, line, codes, items, sent } = await answerStage()
    session.createResponse(aside)
    line.say(created('o1', outside), failed('o1', 'server_error', outside))
    await seconds(60)
    expect(codes()).toEqual(['response_failed'])
    expect(items()).toEqual([])
    expect(sent('response.create')).toHaveLength(1)
  })

  it('of the request does not end the answer that is due', async () => {
    const { session, line, model, codes } = await answerStage()
    session.sendText('A')
    session.createResponse(aside)
    line.say(complaint('invalid_value', { event_id: 'rv-aside' }))
    expect(model()).toBe('thinking')
    expect(codes()).toEqual(['response_failed'])
    line.say(created('r1'), done('r1'))
    expect(model()).toBe('idle')
  })
})
