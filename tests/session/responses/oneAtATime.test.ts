import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerStage, busy, created, done, seconds, sound } from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const speech = [
  { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 },
  { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 900 },
] as const

describe('a second request', () => {
  it('waits with all that it asked for, and is made when the first answer is done', async () => {
    const { session, line, requests } = await answerStage()
    session.createResponse()
    line.say(created('r1'))
    session.createResponse({ instructions: 'Say goodbye', metadata: { topic: 'end' } })
    expect(requests()).toHaveLength(1)
    line.say(done('r1'))
    expect(requests()).toEqual([{}, { instructions: 'Say goodbye', metadata: { topic: 'end' } }])
  })

  it('gets an answer of its own, and so does the third, in order', async () => {
    const { session, line, requests } = await answerStage()
    for (const instructions of ['one', 'two', 'three']) session.createResponse({ instructions })
    line.say(created('r1'), done('r1'), created('r2'), done('r2'), created('r3'), done('r3'))
    expect(requests()).toEqual([
      { instructions: 'one' },
      { instructions: 'two' },
      { instructions: 'three' },
    ])
  })

  it('that asks for nothing of its own is met by whichever waits', async () => {
    const { session, line, requests } = await answerStage()
    session.createResponse()
    line.say(created('r1'))
    session.createResponse()
    session.createResponse({ instructions: 'two' })
    session.createResponse()
    line.say(done('r1'), created('r2'), done('r2'))
    expect(requests()).toEqual([{}, { instructions: 'two' }])
  })

  it('is forgotten when the user says something else', async () => {
    const { session, line, requests, model } = await answerStage()
    session.createResponse()
    line.say(created('r1'))
    session.createResponse({ instructions: 'two' })
    session.interrupt()
    line.say(done('r1', { status: 'cancelled' }))
    expect(requests()).toEqual([{}])
    expect(model()).toBe('idle')
  })

  it('waits for the line as well', async () => {
    const { session, line, requests } = await answerStage()
    session.disconnect()
    const again = session.connect()
    session.createResponse({ instructions: 'Greet' })
    expect(requests()).toEqual([])
    await seconds(0)
    await again
    expect(requests()).toEqual([{ instructions: 'Greet' }])
    expect(line.sent.at(-1)?.type).toBe('response.create')
  })
})

describe('a response of the service that was quicker', () => {
  it('is answer enough where ours asked for nothing of its own', async () => {
    const { session, line, requests, model } = await answerStage()
    session.createResponse()
    line.say(created('s1'), busy, done('s1'))
    await seconds(60)
    expect(requests()).toEqual([{}])
    expect(model()).toBe('idle')
  })

  it('is followed by ours where that was to be another', async () => {
    const { session, line, requests } = await answerStage()
    session.createResponse({ instructions: 'Greet' })
    line.say(created('s1'), busy)
    expect(requests()).toHaveLength(1)
    line.say(done('s1'))
    expect(requests()).toEqual([{ instructions: 'Greet' }, { instructions: 'Greet' }])
  })

  it('is waited for when it was promised at the end of speech', async () => {
    const { session, line, requests } = await answerStage()
    line.say(...speech)
    session.createResponse({ instructions: 'Greet' })
    expect(requests()).toEqual([])
    line.say(created('s1'), done('s1'))
    expect(requests()).toEqual([{ instructions: 'Greet' }])
  })
})

describe('a service that is busy', () => {
  it('with a response that we know is asked again when that is done', async () => {
    const { session, line, requests } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), sound('A', 'r1'))
    session.sendText('B')
    line.say(done('r1', { status: 'cancelled' }), busy, created('s1'))
    expect(requests()).toHaveLength(2)
    line.say(done('s1'))
    expect(requests()).toHaveLength(3)
  })

  it('with one that nobody knows is asked again after a pause, or as soon as that is done', async () => {
    const { session, line, requests, model } = await answerStage()
    session.sendText('A')
    line.say(busy)
    expect(requests()).toHaveLength(1)
    await seconds(1)
    expect(requests()).toHaveLength(2)
    line.say(busy, done('somebody'))
    expect(requests()).toHaveLength(3)
    expect(model()).toBe('thinking')
    line.say(created('r1'), done('r1'))
    expect(model()).toBe('idle')
  })

  it('says so in words only, as it did of old', async () => {
    const { session, line, requests } = await answerStage()
    session.sendText('A')
    const message = 'Conversation already has an active response in progress: resp_1. Wait until…'
    line.say({ type: 'error', error: { type: 'invalid_request_error', code: null, message } })
    await seconds(1)
    expect(requests()).toHaveLength(2)
  })

  it('for ever is given up within sixteen seconds, and that is seen', async () => {
    const { session, line, requests, model, items, codes } = await answerStage()
    session.sendText('A')
    line.say(busy)
    for (const pause of [1, 2, 4, 6]) {
      expect(model()).toBe('thinking')
      await seconds(pause)
      line.say(busy)
    }
    expect(model()).toBe('idle')
    expect(requests()).toHaveLength(5)
    expect(items().at(-1)).toMatchObject({
      role: 'assistant',
      status: 'failed',
      problem: { code: 'response_failed' },
    })
    expect(codes()).toEqual(['response_failed'])
    session.sendText('B')
    expect(requests()).toHaveLength(6)
  })

  it('is not asked again for somebody who spoke meanwhile', async () => {
    const { session, line, requests, model } = await answerStage()
    session.sendText('A')
    line.say(busy)
    session.interrupt()
    expect(model()).toBe('idle')
    await seconds(60)
    expect(requests()).toHaveLength(1)
  })
})
