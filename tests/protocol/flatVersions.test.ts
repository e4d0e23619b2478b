import { describe, expect, it } from 'vitest'
import { flat, flatAt } from '../../src/protocol/flat.ts'
import type { WireSession } from '../../src/protocol/settings.ts'

const input = (fields: object) => ({ audio: { input: fields } })

describe('a request to the first preview', () => {
  const preview = flatAt('wss://h/openai/realtime?api-version=2024-10-01-preview')
  const ask = (metadata: Readonly<Record<string, string>>) =>
    ({ type: 'response.create', event_id: 'e', response: { instructions: 'x', metadata } }) as const

  it('is sent without the mark that it has no word for, and nobody needs to hear of that', () => {
    const event = ask({ asked_by: 'react-realtime-voice' })
    expect(preview.encode(event)).toEqual({
      type: 'response.create',
      event_id: 'e',
      response: { instructions: 'x' },
    })
    expect(preview.missing?.(event)).toEqual([])
    expect(preview.missing?.({ type: 'response.create' })).toEqual([])
  })

  it('names the metadata of the app as missing', () => {
    const event = ask({ asked_by: 'react-realtime-voice', topic: 'weather' })
    expect(preview.encode(event)).not.toHaveProperty('response.metadata')
    expect(preview.missing?.(event)).toEqual(['response.metadata'])
    expect(flat.encode(event)).toHaveProperty('response.metadata', event.response.metadata)
    expect(flat.missing?.(event)).toEqual([])
  })

  it('cancels what runs: it has no word for which', () => {
    const event = { type: 'response.cancel', event_id: 'e', response_id: 'r1' } as const
    expect(preview.encode(event)).toEqual({ type: 'response.cancel', event_id: 'e' })
    expect(flat.encode(event)).toEqual(event)
  })
})

describe('what a version of the service does not have', () => {
  const detection = (fields: object) =>
    input({ turn_detection: { type: 'server_vad', threshold: 0.5, ...fields } })
  const switches = { create_response: true, interrupt_response: true }
  const onlyGa = {
    truncation: 'disabled',
    parallel_tool_calls: false,
    reasoning: { effort: 'low' },
  }
  const at = (version: string) => flatAt(`wss://h/openai/realtime?api-version=${version}`)
  const said = (version: string, session: WireSession): [object, readonly string[] | undefined] => {
    const event = { type: 'session.update', session } as const
    return [at(version).encode(event), at(version).missing?.(event)]
  }

  it.each(['2024-10-01-preview', '2025-04-01-preview', '2026-04-10'])(
    'is left out and named: %s and the words of GA',
    (version) => {
      const session = { type: 'realtime', instructions: 'x', ...onlyGa }
      expect(said(version, session)).toEqual([
        { type: 'session.update', session: { instructions: 'x' } },
        ['truncation', 'parallel_tool_calls', 'reasoning'],
      ])
      expect(said(version, { ...detection({ idle_timeout_ms: 6000 }) })).toEqual([
        {
          type: 'session.update',
          session: { turn_detection: { type: 'server_vad', threshold: 0.5 } },
        },
        ['turn_detection.idle_timeout_ms'],
      ])
    },
  )

  it('is left out without a word where it says what happens anyway', () => {
    const usual = { speed: 1 }
    const session = {
      truncation: 'auto',
      audio: {
        input: {
          noise_reduction: null,
          turn_detection: {
            type: 'server_vad',
            threshold: 0.5,
            ...switches,
            idle_timeout_ms: null,
          },
        },
        output: usual,
      },
    }
    const left = { turn_detection: { type: 'server_vad', threshold: 0.5 } }
    expect(said('2024-10-01-preview', session)).toEqual([
      { type: 'session.update', session: left },
      [],
    ])
    const kept = { speed: 1, input_audio_noise_reduction: null }
    expect(said('2025-04-01-preview', session)).toEqual([
      {
        type: 'session.update',
        session: { turn_detection: { ...left.turn_detection, ...switches }, ...kept },
      },
      [],
    ])
  })

  it('is more in the first preview', () => {
    const session = {
      audio: {
        input: {
          noise_reduction: { type: 'near_field' },
          transcription: { model: 'whisper-1', language: 'en', prompt: 'names' },
          turn_detection: { type: 'server_vad', create_response: false, interrupt_response: false },
        },
        output: { voice: 'alloy', speed: 1.2 },
      },
    }
    expect(said('2024-10-01-preview', session)).toEqual([
      {
        type: 'session.update',
        session: {
          voice: 'alloy',
          input_audio_transcription: { model: 'whisper-1' },
          turn_detection: { type: 'server_vad' },
        },
      },
      [
        ...['speed', 'input_audio_noise_reduction', 'turn_detection.create_response'],
        ...['turn_detection.interrupt_response', 'input_audio_transcription.language'],
        'input_audio_transcription.prompt',
      ],
    ])
    expect(said('2025-04-01-preview', session)[1]).toEqual([])
  })

  it('is nothing of any other event', () => {
    const image = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' } as const
    const item = { type: 'message', role: 'user', content: [image] } as const
    const event = { type: 'conversation.item.create', item } as const
    // The service refuses a picture, and says so.
    expect(flat.encode(event)).toEqual(event)
    expect(flat.missing?.(event)).toEqual([])
  })

  it('is said the older way in the first preview', () => {
    const choice = { type: 'function', name: 'f' } as const
    const event = { type: 'response.create', response: { tool_choice: choice } } as const
    const nested = { type: 'function', function: { name: 'f' } }
    expect(at('2024-10-01-preview').encode(event)).toEqual({
      type: 'response.create',
      response: { tool_choice: nested },
    })
    expect(at('2025-04-01-preview').encode(event)).toEqual(event)
    const session = { tool_choice: choice, ...input({ turn_detection: null }) }
    expect(said('2024-10-01-preview', session)[0]).toEqual({
      type: 'session.update',
      session: { tool_choice: nested, turn_detection: { type: 'none' } },
    })
    for (const word of ['auto', 'none', 'required'])
      expect(said('2024-10-01-preview', { tool_choice: word })[0]).toEqual({
        type: 'session.update',
        session: { tool_choice: word },
      })
  })
})
