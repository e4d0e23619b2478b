import { describe, expect, it } from 'vitest'
import { ga } from '../../src/simulator/dialects/ga.ts'
import { preview2024 } from '../../src/simulator/dialects/preview2024.ts'
import { preview2025 } from '../../src/simulator/dialects/preview2025.ts'
import type { ServiceDialect } from '../../src/simulator/dialects/ServiceDialect.ts'
import { voiceLive } from '../../src/simulator/dialects/voiceLive.ts'
import { saying, shape, simulated, types } from './support/simulated.ts'

const flats = [preview2024, preview2025, voiceLive()].map((one) => [one.name, one] as const)
const all = [['GA', ga] as const, ...flats]

const GREETING: Readonly<Record<ServiceDialect['name'], readonly string[]>> = {
  GA: ['session.created'],
  'preview 2024-10': ['session.created'],
  preview: ['session.created', 'conversation.created'],
  'Voice Live': ['session.created'],
}

/** Voice Live's own client has no word for them. */
const limits = (name: string) => (name === 'Voice Live' ? [] : ['rate_limits.updated'])

it.each(all)('%s greets with its own words', (name, dialect) => {
  expect(types(simulated({ dialect }).events)).toEqual(GREETING[name])
})

describe('a typed turn', () => {
  it('goes as it does on the live service, in GA', async () => {
    const { events, type, say, clock } = simulated()
    type('Hello')
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(shape(events).slice(1)).toEqual([
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
  })

  it.each(flats)('goes as it is documented, in %s', async (name, dialect) => {
    const { events, type, say, clock } = simulated({ dialect })
    type('Hello')
    say({ type: 'response.create' })
    await clock.advance(5000)
    expect(shape(events).slice(GREETING[name].length)).toEqual([
      'conversation.item.created',
      'response.created',
      'response.output_item.added',
      'conversation.item.created',
      'response.content_part.added',
      'sound and words',
      'response.audio.done',
      'response.audio_transcript.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.done',
      ...limits(name),
    ])
  })

  it.each(flats)(
    'is written in the words of %s when only text is wanted',
    async (_name, dialect) => {
      const { events, configure, say, clock } = simulated({ dialect })
      configure({ modalities: ['text'] })
      say({ type: 'response.create' })
      await clock.advance(5000)
      const said = types(events).filter((type) => type.startsWith('response.text'))
      expect(said).toContain('response.text.delta')
      expect(said.at(-1)).toBe('response.text.done')
      expect(types(events).join()).not.toContain('output_text')
    },
  )

  it.each(flats)('is described in the words of %s', async (name, dialect) => {
    const { last, say, clock } = simulated({ dialect })
    say({ type: 'response.create', response: { temperature: 0.7, modalities: ['text', 'audio'] } })
    await clock.advance(5000)
    const { response } = last('response.done')
    expect(response).toMatchObject({
      object: 'realtime.response',
      modalities: ['text', 'audio'],
      voice: 'alloy',
      output_audio_format: 'pcm16',
      temperature: 0.7,
      max_output_tokens: 'inf',
      output: [
        {
          object: 'realtime.item',
          type: 'message',
          role: 'assistant',
          content: [{ type: 'audio', transcript: 'This is the answer.' }],
        },
      ],
      usage: {
        input_token_details: {
          cached_tokens_details: { text_tokens: expect.any(Number) as number },
        },
      },
    })
    // Images can be shown to Voice Live only.
    expect(JSON.stringify(response).includes('image_tokens')).toBe(name === 'Voice Live')
    expect(Object.keys(response)).not.toContain('audio')
    expect(Object.keys(response)).not.toContain('output_modalities')
  })

  it.each(flats)('is answered at the temperature of the session, in %s', async (name, dialect) => {
    const { last, say } = simulated({ dialect })
    say({ type: 'response.create' })
    expect(last('response.created').response).toMatchObject({
      temperature: name === 'Voice Live' ? 0.7 : 0.8,
    })
    const plain = simulated()
    plain.say({ type: 'response.create' })
    expect(plain.last('response.created').response).not.toHaveProperty('temperature')
  })
})

describe('a spoken turn', () => {
  const talk = async (dialect: ServiceDialect, more: object) => {
    const parts = simulated({ dialect, transcription: { delayMs: 0 } })
    parts.configure(more)
    parts.append(300, 0)
    parts.append(800)
    parts.append(600, 0)
    await parts.clock.advance(8000)
    return parts
  }
  const transcribed = { input_audio_transcription: { model: 'whisper-1' } }

  it.each(flats)('is heard and answered, in %s', async (name, dialect) => {
    const { events } = await talk(dialect, transcribed)
    const said = shape(events).filter((type) => !type.startsWith('response.'))
    const deltas = 'conversation.item.input_audio_transcription.delta'
    expect(new Set(said.slice(GREETING[name].length + 1))).toEqual(
      new Set([
        'input_audio_buffer.speech_started',
        'input_audio_buffer.speech_stopped',
        'input_audio_buffer.committed',
        'conversation.item.created',
        ...(name === 'preview 2024-10' ? [] : [deltas]),
        'conversation.item.input_audio_transcription.completed',
        'sound and words',
        ...limits(name),
      ]),
    )
  })

  it('is told with the times of its words to those who asked Voice Live for them', async () => {
    const times = { output_audio_timestamp_types: ['word'] }
    const asked = await talk(voiceLive(), times)
    expect(types(asked.events)).toContain('response.audio_timestamp.delta')
    expect(types(asked.events)).toContain('response.audio_timestamp.done')
    const silent = await talk(voiceLive(), {})
    expect(types(silent.events).join()).not.toContain('audio_timestamp')
  })
})

describe('a function call', () => {
  const brain = saying({ call: { name: 'get_weather', arguments: { city: 'Oslo' } } })

  it.each([
    ['GA', ga, { type: 'realtime' }, true],
    ['preview 2024-10', preview2024, {}, false],
    ['preview', preview2025, {}, false],
    ['Voice Live', voiceLive(), {}, true],
  ] as const)(
    'names its function in the event, or not, as %s does',
    async (_name, dialect, kind, named) => {
      const { configure, say, last, clock } = simulated({ dialect, brain })
      configure({ ...kind, tools: [{ type: 'function', name: 'get_weather' }] })
      say({ type: 'response.create' })
      await clock.advance(2000)
      const done = last('response.function_call_arguments.done')
      expect('name' in done).toBe(named)
      expect(last('response.done').response.output).toMatchObject([
        { type: 'function_call', name: 'get_weather', object: 'realtime.item' },
      ])
    },
  )
})
