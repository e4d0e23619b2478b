import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/simulator/brain/Brain.ts'
import { saying, simulated, types } from './support/simulated.ts'

const limited = async (max_output_tokens: number, ...reply: Reply) => {
  const parts = simulated({ brain: saying(...reply) })
  parts.say({ type: 'response.create', response: { max_output_tokens } })
  await parts.clock.advance(60_000)
  return { ...parts, done: parts.last('response.done').response }
}

describe('max_output_tokens', () => {
  it('ends the answer as incomplete when they are spent, and closes with what was streamed', async () => {
    const { done, all, last } = await limited(40, { say: 'word '.repeat(60).trim() })
    expect(done).toMatchObject({
      status: 'incomplete',
      status_details: { type: 'incomplete', reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
    })
    const words = all('response.output_audio_transcript.delta').map(({ delta }) => delta)
    expect(last('response.output_audio_transcript.done').transcript).toBe(words.join(''))
    expect(done.output[0].content[0].transcript).toBe(words.join(''))
    expect(last('conversation.item.done').item.status).toBe('incomplete')
  })

  it.each([1, 2, 3, 10, 41, 250])('are never overdrawn: %d', async (max) => {
    const { done } = await limited(
      max,
      { say: 'some words '.repeat(20) },
      { call: { name: 'f', arguments: { long: 'x'.repeat(200) } } },
      { text: 'and more '.repeat(30) },
    )
    expect(done.status).toBe('incomplete')
    expect(done.usage.output_tokens).toBeLessThanOrEqual(max)
    // The next piece would have been too much: 100 ms of sound are 2, a word or a piece of arguments is up to 3.
    expect(done.usage.output_tokens).toBeGreaterThan(max - 4)
  })

  it('do not touch an answer that costs just as much', async () => {
    // 10 letters are 3 tokens, and their 500 ms are 10.
    expect((await limited(13, { say: 'x'.repeat(10) })).done.status).toBe('completed')
    expect((await limited(12, { say: 'x'.repeat(10) })).done.status).toBe('incomplete')
  })

  it('count each item rounded up for itself, as its usage does', async () => {
    // "{}" is one token, though ten letters are three.
    const call = { call: { name: 'f', arguments: {} } }
    const { done } = await limited(4, call, call, call, call, call)
    expect(done).toMatchObject({ status: 'incomplete', usage: { output_tokens: 4 } })
    expect(done.output.map(({ status }) => status)).toEqual([
      ...['completed', 'completed', 'completed', 'completed'],
      'incomplete',
    ])
  })

  it('end a call in its arguments, which are then not complete', async () => {
    const { done, types: said } = await limited(5, {
      call: { name: 'f', arguments: { long: 'x'.repeat(200) } },
    }).then((parts) => ({ ...parts, types: types(parts.events) }))
    expect(done).toMatchObject({ status: 'incomplete', output: [{ status: 'incomplete' }] })
    expect(said.filter((type) => type === 'response.function_call_arguments.done')).toHaveLength(1)
  })

  it('are those of the session where the request names none, and none by default', async () => {
    const { update, say, last, clock } = simulated({ brain: saying({ say: 'x'.repeat(100) }) })
    update({ max_output_tokens: 20 })
    say({ type: 'response.create' })
    await clock.advance(10_000)
    expect(last('response.done').response.status).toBe('incomplete')
    say({ type: 'response.create', response: { max_output_tokens: 'inf' } })
    await clock.advance(10_000)
    expect(last('response.done').response.status).toBe('completed')
  })
})

describe('rate limits', () => {
  interface Limits {
    readonly rate_limits: readonly {
      readonly name: string
      readonly limit: number
      readonly remaining: number
      readonly reset_seconds: number
    }[]
  }
  const answering = () => {
    const parts = simulated({ brain: saying({ say: 'x'.repeat(100) }) })
    const answer = async (instructions = '') => {
      parts.say({ type: 'response.create', response: { instructions } })
      await parts.clock.advance(1250)
      const { rate_limits } = parts.last('rate_limits.updated') as unknown as Limits
      return {
        limits: rate_limits,
        cost: parts.last('response.done').response.usage.total_tokens,
      }
    }
    return { ...parts, answer }
  }

  it('come after response.done, and tell what is left of requests and of tokens', async () => {
    const { answer, events } = answering()
    const { limits, cost } = await answer()
    expect(types(events).slice(-2)).toEqual(['response.done', 'rate_limits.updated'])
    expect(limits).toEqual([
      { name: 'requests', limit: 1000, remaining: 999, reset_seconds: 0.06 },
      {
        name: 'tokens',
        limit: 40_000,
        remaining: 40_000 - cost,
        reset_seconds: Math.round((cost / 40_000) * 60_000) / 1000,
      },
    ])
  })

  it('go down with every response, and fill up again with time', async () => {
    const { answer, clock } = answering()
    const big = 'x'.repeat(40_000)
    const left = async (instructions?: string) =>
      (await answer(instructions)).limits.find(({ name }) => name === 'tokens')?.remaining ?? 0
    const first = await left(big)
    const second = await left(big)
    expect(second).toBeLessThan(first - 8000)
    await clock.advance(60_000)
    expect(await left()).toBeGreaterThan(39_000)
  })
})
