import { describe, expect, it } from 'vitest'
import { parse } from '../../src/protocol/serverEvents.ts'

const functionCall = (fields: object) => ({
  id: 'i',
  type: 'function_call',
  call_id: 'c',
  name: 'f',
  arguments: '{}',
  ...fields,
})

describe('an event with something wrong in it', () => {
  it.each<[string, object, object]>([
    [
      'a usage of the wrong kind',
      { type: 'response.done', response: { id: 'r', status: 'completed', usage: 'much' } },
      { type: 'response.done', response: { id: 'r', status: 'completed' } },
    ],
    [
      'one wrong number of a usage',
      {
        type: 'response.done',
        response: { id: 'r', usage: { total_tokens: '9', input_tokens: 4 } },
      },
      { type: 'response.done', response: { id: 'r', usage: { input_tokens: 4 } } },
    ],
    [
      'an outcome that nobody knows, and an item that is none',
      {
        type: 'response.done',
        response: { id: 'r', status: 'zombie', output: [null, functionCall({}), 7] },
      },
      { type: 'response.done', response: { id: 'r', output: [functionCall({})] } },
    ],
    [
      'a part that is none, and a part with words of the wrong kind',
      {
        type: 'conversation.item.added',
        item: {
          id: 'i',
          type: 'message',
          role: 'user',
          content: [null, { type: 'input_text', text: 7 }, { type: 'input_text', text: 'Hi' }],
        },
      },
      {
        type: 'conversation.item.added',
        item: {
          id: 'i',
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: '' },
            { type: 'input_text', text: 'Hi' },
          ],
        },
      },
    ],
    [
      'a message without content',
      { type: 'conversation.item.added', item: { id: 'i', type: 'message', role: 'assistant' } },
      {
        type: 'conversation.item.added',
        item: { id: 'i', type: 'message', role: 'assistant', content: [] },
      },
    ],
    [
      'a parameter that is no text',
      { type: 'error', error: { message: 'x', param: 5 } },
      { type: 'error', error: { message: 'x' } },
    ],
    [
      'settings of the wrong kind',
      {
        type: 'session.updated',
        session: {
          id: 's',
          expires_at: 'soon',
          output_modalities: 3,
          audio: {
            input: { turn_detection: { type: 'server_vad', threshold: 'high' } },
            output: 1,
          },
        },
      },
      {
        type: 'session.updated',
        session: { id: 's', audio: { input: { turn_detection: { type: 'server_vad' } } } },
      },
    ],
    [
      'one wrong limit of several',
      { type: 'rate_limits.updated', rate_limits: [{ name: 'tokens' }, { name: 7 }, null] },
      { type: 'rate_limits.updated', rate_limits: [{ name: 'tokens' }] },
    ],
    [
      'metadata that is no text',
      { type: 'response.created', response: { id: 'r', metadata: { a: 'b', c: 1 } } },
      { type: 'response.created', response: { id: 'r', metadata: { a: 'b' } } },
    ],
    [
      'an id and a place of the wrong kind',
      {
        type: 'response.output_audio.done',
        event_id: 7,
        response_id: 'r',
        item_id: 'i',
        content_index: 'x',
      },
      { type: 'response.output_audio.done', response_id: 'r', item_id: 'i' },
    ],
  ])('does without %s', (_what, frame, event) => {
    const given = structuredClone(frame)
    expect(parse(frame)).toEqual(event)
    expect(frame).toEqual(given)
  })

  it('keeps null where services say it for nothing', () => {
    const frame = {
      type: 'response.done',
      response: {
        id: 'r',
        status_details: null,
        usage: null,
        metadata: null,
        conversation_id: null,
      },
    }
    expect(parse(frame)).toEqual(frame)
  })

  it.each([
    { id: 'i', type: 'message', role: 'assistant', content: [{ type: 'text', text: 'Hi' }] },
    { id: 'i', type: 'message', role: 'assistant', content: [{ type: 'audio', transcript: 'Hi' }] },
    { id: 'i', type: 'message', role: 'assistant', content: [{ type: 'hologram', hue: 3 }] },
    { id: 'i', type: 'mcp_list_tools', server_label: 's', tools: [{ name: 't' }] },
    { id: 'i', type: 'mcp_call', server_label: 's', name: 't', arguments: '{}', output: null },
    { id: 'i', type: 'mcp_approval_request', server_label: 's', name: 't', arguments: '{}' },
    { id: 'i', type: 'mcp_approval_response', approval_request_id: 'a', approve: true },
    { id: 'i', type: 'hologram', hue: 3 },
  ])('keeps the item %j as it is', (item) => {
    expect(parse({ type: 'conversation.item.done', item })).toEqual({
      type: 'conversation.item.done',
      item,
    })
  })
})
