import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerStage,
  complaint,
  created,
  done,
  itemAdded,
  seconds,
  sound,
  words,
} from '../../support/answerStage.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const missing = { role: 'assistant', status: 'failed', text: '' }

describe('a service that never answers', () => {
  it('is given up after fifteen seconds, and that is seen and told', async () => {
    const { session, model, items, codes } = await answerStage()
    session.sendText('A')
    await seconds(14.9)
    expect(model()).toBe('thinking')
    await seconds(0.2)
    expect(model()).toBe('idle')
    expect(items().at(-1)).toMatchObject(missing)
    expect(items().at(-1)?.problem?.code).toBe('response_failed')
    expect(codes()).toEqual(['response_failed'])
  })

  it('is not kept alive by what we do ourselves', async () => {
    const { session, model } = await answerStage()
    session.sendText('A')
    for (let second = 0; second < 16; second++) {
      session.updateSettings({ instructions: `${second}` })
      session.clearError()
      await seconds(1)
    }
    expect(model()).toBe('idle')
  })

  it('nor by what it says of anything else', async () => {
    const { session, line, model } = await answerStage()
    session.sendText('A')
    for (let second = 0; second < 16; second++) {
      line.say({ type: 'rate_limits.updated', rate_limits: [] }, { type: 'keep.alive' })
      await seconds(1)
    }
    expect(model()).toBe('idle')
  })

  it('leaves nobody waiting who typed again meanwhile', async () => {
    const { session, model, items, codes } = await answerStage()
    session.sendText('A')
    await seconds(6)
    session.sendText('B')
    await seconds(6)
    session.sendText('C')
    await seconds(4)
    expect(model()).toBe('idle')
    expect(items().at(-1)).toMatchObject(missing)
    expect(codes()).toEqual(['response_failed'])
  })

  it('may speak again: then what was missing is not missed any more', async () => {
    const { session, line, model, items } = await answerStage()
    session.sendText('A')
    await seconds(16)
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'), done('r1'))
    expect(items()).toMatchObject([{ role: 'user' }, { id: 'A', status: 'completed' }])
    session.sendText('B')
    expect(model()).toBe('thinking')
  })

  it('to a spoken turn is missed; to a noise it is not', async () => {
    const { session, line, items, codes, model } = await answerStage()
    const heard = (id: string) => [
      { type: 'input_audio_buffer.speech_started', item_id: id, audio_start_ms: 0 },
      { type: 'input_audio_buffer.speech_stopped', item_id: id, audio_end_ms: 900 },
    ]
    line.say(...heard('u1'))
    await seconds(15)
    expect(model()).toBe('idle')
    expect(codes()).toEqual([])
    line.say(...heard('u2'), { type: 'input_audio_buffer.committed', item_id: 'u2' })
    await seconds(15)
    expect(items().at(-1)).toMatchObject(missing)
    expect(codes()).toEqual(['response_failed'])
    expect(session.getSnapshot().connection.status).toBe('connected')
  })

  it('and complained before gives that as the reason', async () => {
    const { session, line, items, codes } = await answerStage()
    session.sendText('A')
    line.say(complaint('insufficient_quota', { event_id: null }))
    await seconds(16)
    expect(items().at(-1)?.problem?.code).toBe('quota_exceeded')
    expect(codes()).toEqual(['quota_exceeded'])
  })
})

describe('an answer that falls silent', () => {
  it('goes on as long as anything of it comes', async () => {
    const { session, line, model } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'))
    for (let turn = 0; turn < 5; turn++) {
      await seconds(14)
      line.say(words('A', 'r1', 'and '))
    }
    expect(model()).toBe('thinking')
  })

  it('after an error of the service ends by itself, and the next one is asked for at once', async () => {
    const { session, line, model, items, requests, sent, player } = await answerStage()
    session.sendText('A')
    line.say(created('r1'), itemAdded('A', 'r1'), words('A', 'r1'), sound('A', 'r1'))
    line.say(complaint('server_error', { type: 'server_error', event_id: null }))
    player.advance(2000)
    await seconds(16)
    player.advance(2000)
    expect(model()).toBe('idle')
    expect(items().at(-1)).toMatchObject({ id: 'A', status: 'failed' })
    expect(items().at(-1)?.problem?.code).toBe('response_failed')
    expect(sent('response.cancel')).toEqual([{ type: 'response.cancel', response_id: 'r1' }])
    session.sendText('B')
    expect(requests()).toHaveLength(2)
  })
})
