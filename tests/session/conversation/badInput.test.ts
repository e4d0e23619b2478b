import { describe, expect, it, vi } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import { local } from '../../../src/protocol/endpoint.ts'
import { RealtimeSession } from '../../../src/session/RealtimeSession.ts'
import { scriptedLine } from '../../../src/testing/scriptedLine.ts'

async function conversation() {
  const line = scriptedLine({ autoAccept: true })
  const onError = vi.fn()
  const session = new RealtimeSession({
    endpoint: local({ url: 'ws://127.0.0.1:1' }),
    transport: line.transport,
    onError,
  })
  await session.connect()
  const before = line.sent.length
  const said = () => line.sent.slice(before)
  /** What an app without types may do. */
  const call = (name: 'createConversationItem' | 'appendAudio', value: unknown) => {
    try {
      Reflect.apply(session[name], undefined, [value])
    } catch (error) {
      return error
    }
    return null
  }
  return { session, said, onError, call }
}

const message = (content: unknown, role: unknown = 'user') => ({ type: 'message', role, content })

describe('an item that is none', () => {
  it.each([
    [undefined, 'item is not an object'],
    ['hello', 'item is not an object'],
    [{}, 'item.type is not a string'],
    [message([], 'model'), 'item.role is not user, assistant or system'],
    [message('secret'), 'item.content is not a list of parts'],
    [message(['secret']), 'item.content[0] is not an object'],
    [message([{ type: 'input_text', text: 'x' }, {}]), 'item.content[1].type is not a string'],
    [message([{ type: 'input_text' }]), 'item.content[0].text is not a string'],
    [message([{ type: 'input_image' }]), 'item.content[0].image_url is not a string'],
    [
      { type: 'function_call', call_id: 'c', name: 'f', arguments: { secret: 1 } },
      'item.arguments is not a string',
    ],
    [
      { type: 'function_call_output', call_id: 'c', output: { secret: 1 } },
      'item.output is not a string',
    ],
    [{ type: 'function_call_output', output: '1' }, 'item.call_id is not a string'],
    [{ type: 'mcp_approval_response' }, 'item.approval_request_id is not a string'],
  ])('is refused at once: %j', async (item, reason) => {
    const { session, said, onError, call } = await conversation()
    const problem = call('createConversationItem', item)
    expect(problem).toBeInstanceOf(VoiceError)
    expect(problem).toMatchObject({ code: 'item_refused' })
    expect(String(problem)).toContain(reason)
    expect(String(problem)).not.toContain('secret')
    expect([said(), onError.mock.calls]).toEqual([[], []])
    expect(session.getSnapshot().conversation.items).toEqual([])
  })

  it.each([
    { type: 'message', role: 'user', content: [] },
    message([{ type: 'input_audio', audio: 'AAAA' }]),
    message([{ type: 'a.part.of.next.year' }]),
    { type: 'an.item.of.next.year' },
    { type: 'constructor' },
  ])('is not this one, which is the service’s to judge: %j', async (item) => {
    const { said, call } = await conversation()
    expect(call('createConversationItem', item)).toBeNull()
    expect(said()).toMatchObject([{ type: 'conversation.item.create', item }])
  })
})

describe('sound that is none', () => {
  it.each([
    ['not base64 !!!'],
    ['AAA'],
    ['AAAAA==='],
    ['AA-_'],
    ['data:audio/wav;base64,AAAA'],
    [undefined],
    [[1, 2, 3]],
    [new Float32Array(2)],
  ])('is refused at once: %j', async (audio) => {
    const { said, call } = await conversation()
    const problem = call('appendAudio', audio)
    expect(problem).toBeInstanceOf(VoiceError)
    expect(problem).toMatchObject({ code: 'item_refused' })
    expect(said()).toEqual([])
  })

  it.each([
    ['AAAA'],
    ['+/8='],
    ['AA=='],
    [new Uint8Array(2)],
    [new Uint8Array(2).buffer],
    [new Int16Array(1)],
    ['A'.repeat(2_000_000)],
  ])('is not this (%#)', async (audio) => {
    const { said, call } = await conversation()
    expect(call('appendAudio', audio)).toBeNull()
    expect(said()).toHaveLength(1)
  })
})

describe('a cut', () => {
  it.each([
    [0, 0.5],
    [0, 0],
    [0, -5],
    [0, NaN],
    [0, Infinity],
    [0.5, 700],
    [-1, 700],
  ])('of the part %d at %d ms is refused', async (contentIndex, audioEndMs) => {
    const { session, said } = await conversation()
    expect(() => {
      session.truncateItem('A', contentIndex, audioEndMs)
    }).toThrow(expect.objectContaining({ code: 'item_refused' }) as Error)
    expect(said()).toEqual([])
  })

  it.each([
    [1, 1],
    [700.9, 700],
  ])('at %d ms is said as a service takes it: %d', async (asked, sent) => {
    const { session, said } = await conversation()
    session.truncateItem('A', 0, asked)
    expect(said()).toMatchObject([{ item_id: 'A', content_index: 0, audio_end_ms: sent }])
  })
})
