import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerStage, created, done, failed, seconds, sound } from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('cancelResponse()', () => {
  it('cancels what is running by its id, and lets what came by then be heard', async () => {
    const { session, line, sent, player, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1'))
    session.cancelResponse()
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    line.say(done('r1', { status: 'cancelled' }))
    player.advance(500)
    expect(model()).toBe('speaking')
    player.advance(600)
    expect(model()).toBe('idle')
  })

  it('before the answer has an id is remembered, and done by id', async () => {
    const { session, line, sent, player, model } = await answerStage()
    session.sendText('A')
    session.cancelResponse()
    expect(sent('response.cancel')).toEqual([])
    line.say(created('r1'), sound('A', 'r1'))
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    line.say(done('r1', { status: 'cancelled' }))
    player.advance(2000)
    expect(model()).toBe('idle')
    expect(player.rendered().some((sample) => sample !== 0)).toBe(false)
  })

  it('takes back what only waits', async () => {
    const { session, line, requests, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), failed('r1', 'server_error'))
    session.cancelResponse()
    await seconds(60)
    expect(requests()).toHaveLength(1)
    expect(model()).toBe('idle')
  })

  it('of another response leaves the one that is running alone', async () => {
    const { session, line, sent, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'))
    session.cancelResponse('r9')
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r9' }])
    expect(model()).toBe('thinking')
  })

  it('does not mind that there was nothing to cancel any more', async () => {
    const { session, line, codes } = await answerStage()
    session.cancelResponse()
    line.say({ type: 'error', error: { code: 'response_cancel_not_active', message: 'x' } })
    expect(codes()).toEqual([])
  })
})

describe('an answer that was talked over before it had an id', () => {
  it('is cancelled by id when it comes, once, and the next is asked for when it is done', async () => {
    const { session, line, sent, requests } = await answerStage()
    session.sendText('A')
    session.sendText('B')
    line.say(created('r1'))
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    expect(requests()).toHaveLength(1)
    line.say(done('r1', { status: 'cancelled' }), created('r2'))
    expect(requests()).toHaveLength(2)
    expect(sent('response.cancel')).toHaveLength(1)
  })

  it('whose end is never told keeps the next waiting two seconds, not fifteen', async () => {
    const { session, line, requests, codes } = await answerStage()
    session.sendText('A')
    line.say(created('r1'))
    session.sendText('B')
    await seconds(1.9)
    expect(requests()).toHaveLength(1)
    await seconds(0.2)
    expect(requests()).toHaveLength(2)
    expect(codes()).toEqual([])
  })

  it('whose end is told later still is taken out of the memory of the model', async () => {
    const { session, line, sent, model } = await answerStage()
    session.sendText('A')
    session.sendText('B')
    line.say(created('r1'))
    await seconds(3)
    line.say(created('r2'))
    const item = { id: 'A', type: 'message', role: 'assistant', content: [] }
    line.say(done('r1', { status: 'cancelled', output: [item] }))
    expect(sent('conversation.item.delete')).toEqual([
      { type: 'conversation.item.delete', item_id: 'A' },
    ])
    expect(model()).toBe('thinking')
    line.say(done('r2'))
    expect(model()).toBe('idle')
  })
})
