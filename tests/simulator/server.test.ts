import { describe, expect, it } from 'vitest'
import { sound } from './support/parts.ts'
import { served } from './support/served.ts'
import { shape, typed } from './support/simulated.ts'

describe('over a real WebSocket', () => {
  it.each(['/v1/realtime?model=m', '/openai/v1/realtime?model=m', '/v1/realtime/?model=m'])(
    'a typed turn comes whole: %s',
    async (path) => {
      const { open } = await served()
      const client = open(path)
      await client.hear('session.created')
      client.say(typed('Hello'))
      client.say({ type: 'response.create' })
      await client.hear('rate_limits.updated')
      expect(shape(client.events)).toEqual([
        'session.created',
        'conversation.item.added',
        'conversation.item.done',
        'response.created',
        'response.output_item.added',
        'conversation.item.added',
        'response.content_part.added',
        'sound and words',
        'response.output_audio.done',
        'response.output_audio_transcript.done',
        'response.content_part.done',
        'conversation.item.done',
        'response.output_item.done',
        'response.done',
        'rate_limits.updated',
      ])
    },
  )

  it('a spoken turn is heard and answered', async () => {
    const { open } = await served()
    const client = open()
    await client.hear('session.created')
    client.say({ type: 'input_audio_buffer.append', audio: sound(800) })
    client.say({ type: 'input_audio_buffer.append', audio: sound(100, 0) })
    expect((await client.hear('response.done')).response.status).toBe('completed')
  })

  it('the model of the address is that of the session', async () => {
    const { open } = await served()
    const created = await open('/v1/realtime?model=gpt-realtime-2.1').hear('session.created')
    expect(created.session.model).toBe('gpt-realtime-2.1')
  })

  it('the subprotocol is chosen when it is offered, and only then', async () => {
    const { open } = await served()
    const [offering, plain] = [
      open(undefined, ['openai-organization.x', 'realtime']),
      open(undefined, []),
    ]
    await Promise.all([offering.hear('session.created'), plain.hear('session.created')])
    expect(offering.socket.protocol).toBe('realtime')
    expect(plain.socket.protocol).toBe('')
  })

  it('frames that cannot be used are answered, and the conversation goes on', async () => {
    const { open } = await served()
    const client = open()
    await client.hear('session.created')
    client.socket.send('{"type":')
    client.socket.send(Buffer.from([1, 2, 3]))
    client.say({ type: 'session.destroy' })
    client.say({ type: 'response.create' })
    await client.hear('response.done')
    const codes = client.events
      .filter(({ type }) => type === 'error')
      .map(({ error }) => error.code)
    expect(codes).toEqual(['invalid_json', 'invalid_event', 'invalid_value'])
  })

  it('two sessions do not mix', async () => {
    const { simulator, open } = await served()
    const [one, other] = [open(), open()]
    await Promise.all([one.hear('session.created'), other.hear('session.created')])
    expect(simulator.sessions).toHaveLength(2)
    one.say({ type: 'session.update', session: { type: 'realtime', instructions: 'Mine.' } })
    one.say({ type: 'input_audio_buffer.append', audio: sound(300) })
    await one.hear('input_audio_buffer.speech_started')
    other.say({ type: 'response.create' })
    await other.hear('response.done')
    other.say({ type: 'session.update', session: { type: 'realtime' } })
    expect((await other.hear('session.updated')).session.instructions).toBe('')
    expect(one.types).not.toContain('response.created')
    expect(other.types).not.toContain('input_audio_buffer.speech_started')
  })

  it('a client may choose who answers', async () => {
    const { open } = await served()
    const client = open('/v1/realtime?model=m&brain=parrot')
    await client.hear('session.created')
    client.say(typed('Polly'))
    client.say({ type: 'response.create' })
    expect((await client.hear('response.output_audio_transcript.done')).transcript).toBe('Polly')
    const lost = open('/v1/realtime?model=m&brain=owl')
    expect(await lost.end()).toMatchObject({ code: 4000 })
    expect(lost.events[0]?.error.message).toContain('Use one of listener, parrot, ')
  })

  it('what was said can be read afterwards, without the sound', async () => {
    const { simulator, open } = await served()
    const client = open()
    const { session } = await client.hear('session.created')
    client.say({ type: 'input_audio_buffer.append', audio: sound(300) })
    await client.hear('input_audio_buffer.speech_started')
    expect(simulator.events.map(({ direction, event }) => [direction, event['type']])).toEqual([
      ['out', 'session.created'],
      ['in', 'input_audio_buffer.append'],
      ['out', 'input_audio_buffer.speech_started'],
    ])
    expect(simulator.events[1]).toMatchObject({
      session: session.id,
      event: { audio: '<19200 characters>' },
    })
  })
})
