import { describe, expect, it } from 'vitest'
import type { Reply } from '../../src/simulator/brain/Brain.ts'
import { saying, simulated, types } from './support/simulated.ts'

/** An answer of which some sound is out, and more is to come. */
const begun = async (...reply: Reply) => {
  const parts = simulated({ brain: saying({ say: 'x'.repeat(40) }, ...reply) })
  parts.say({ type: 'response.create' })
  await parts.clock.advance(50)
  const { item_id } = parts.last('response.output_audio.delta')
  const truncate = (audio_end_ms: number) =>
    parts.say({ type: 'conversation.item.truncate', item_id, content_index: 0, audio_end_ms })
  const remove = () => parts.say({ type: 'conversation.item.delete', item_id })
  const rest = async () => {
    const from = parts.events.length
    await parts.clock.advance(5000)
    return parts.events.slice(from)
  }
  return { ...parts, item_id, truncate, remove, rest }
}

const CUT = { status: 'incomplete', content: [{ type: 'output_audio', transcript: '' }] }

describe('an item that is truncated while it is made', () => {
  it('is told in every later event as it is kept: incomplete, and without its words', async () => {
    const { truncate, rest, last, say, item_id } = await begun()
    truncate(80)
    expect(types(await rest())).toContain('response.done')
    expect(last('response.output_audio_transcript.done').transcript).toBe('')
    expect(last('response.content_part.done').part.transcript).toBe('')
    expect(last('conversation.item.done').item).toMatchObject(CUT)
    expect(last('response.output_item.done').item).toMatchObject(CUT)
    expect(last('response.done').response.output).toMatchObject([CUT])
    say({ type: 'conversation.item.retrieve', item_id })
    expect(last('conversation.item.retrieved').item).toMatchObject(CUT)
  })

  it('loses the parts that come after the cut', async () => {
    const { truncate, rest, last } = await begun({ text: 'See.' }, { say: 'yyyy' })
    truncate(80)
    const after = await rest()
    expect(last('response.output_text.done').text).toBe('')
    expect(last('response.done').response.output[0].content).toHaveLength(1)
    const done = after.filter(({ type }) => type === 'response.output_audio_transcript.done')
    expect(done.map(({ transcript }) => transcript)).toEqual(['', ''])
  })

  it('is told so in response.done also when it was complete before', async () => {
    const { clock, truncate, last, item_id } = await begun(
      { call: { name: 'f', arguments: {} } },
      { delay: 5000 },
    )
    await clock.advance(3000)
    expect(last('response.output_item.done').item).toMatchObject({
      id: item_id,
      status: 'completed',
    })
    truncate(80)
    await clock.advance(5000)
    const [message] = last('response.done').response.output
    expect(message).toMatchObject({ id: item_id, ...CUT })
  })

  it('costs what was made of it', async () => {
    const { truncate, rest, last } = await begun()
    truncate(80)
    await rest()
    const { audio_tokens } = last('response.done').response.usage.output_token_details
    expect(audio_tokens).toBe(40)
  })

  it('stays without its words when it is deleted after that', async () => {
    const { truncate, remove, rest, last } = await begun()
    truncate(80)
    remove()
    await rest()
    expect(last('response.done').response.output).toMatchObject([CUT])
  })
})

describe('an item that is deleted while it is made', () => {
  it('is told of no more, though its answer is closed', async () => {
    const { remove, rest, last, item_id } = await begun()
    remove()
    const after = types(await rest())
    expect(after.filter((type) => type.startsWith('conversation.item'))).toEqual([])
    expect(after.slice(-4)).toEqual([
      'response.content_part.done',
      'response.output_item.done',
      'response.done',
      'rate_limits.updated',
    ])
    expect(last('response.done').response.output).toMatchObject([
      { id: item_id, status: 'completed', content: [{ transcript: 'x'.repeat(40) }] },
    ])
  })
})
