import { describe, expect, it } from 'vitest'
import type { SimulatedSessionOptions } from '../../src/simulator/engine/SimulatedSessionOptions.ts'
import { simulated } from './support/simulated.ts'

const inVoice = (voice: string) => ({ audio: { output: { voice } } })

/** A session, and whom its voice was asked to speak as. */
const spoken = (options: Partial<SimulatedSessionOptions> = {}) => {
  const speakers: unknown[] = []
  const parts = simulated({
    ...options,
    voice: {
      speak: (text, voice) => {
        speakers.push(voice)
        return Promise.resolve(new Int16Array(text.length * 1200).fill(1000))
      },
    },
  })
  const answer = async (response?: object) => {
    parts.say({ type: 'response.create', response })
    await parts.clock.advance(2000)
  }
  const voiceNow = () => {
    parts.update({})
    return parts.last('session.updated').session.audio.output.voice
  }
  return { ...parts, speakers, answer, voiceNow }
}

describe('the voice of the first sound', () => {
  it('is the voice of the session from then on, whoever asked for it', async () => {
    const { answer, speakers, all, last, voiceNow, update } = spoken()
    expect(voiceNow()).toBe('marin')
    await answer(inVoice('cedar'))
    expect(voiceNow()).toBe('cedar')
    await answer()
    await answer(inVoice('cedar'))
    update(inVoice('cedar'))
    expect(all('error')).toEqual([])
    expect(speakers).toEqual(['cedar', 'cedar', 'cedar'])
    await answer(inVoice('marin'))
    expect(last('error').error).toMatchObject({
      code: 'cannot_update_voice',
      param: 'response.audio.output.voice',
    })
    update(inVoice('marin'))
    expect(last('error').error.param).toBe('session.audio.output.voice')
  })

  it('counts, not that of an answer that only began', async () => {
    const { say, all, update, clock, voiceNow } = spoken()
    say({ type: 'response.create', response: inVoice('cedar') })
    say({ type: 'response.cancel' })
    await clock.advance(100)
    update(inVoice('ash'))
    expect(all('error')).toEqual([])
    expect(voiceNow()).toBe('ash')
  })

  it('counts, though another was asked for meanwhile', async () => {
    const { say, update, clock, voiceNow } = spoken()
    say({ type: 'response.create' })
    update(inVoice('ash'))
    await clock.advance(100)
    expect(voiceNow()).toBe('marin')
  })

  it('counts, though an answer that had begun before it sounds after it', async () => {
    const { say, clock, speakers, voiceNow, all } = spoken()
    say({ type: 'response.create' })
    say({ type: 'response.create', response: { conversation: 'none', ...inVoice('cedar') } })
    await clock.advance(3000)
    expect(all('error')).toEqual([])
    expect(speakers).toEqual(['marin', 'cedar'])
    expect(voiceNow()).toBe('marin')
  })

  it('is also that of an answer outside of the conversation', async () => {
    const { answer, all, voiceNow } = spoken()
    await answer({ conversation: 'none', input: [], ...inVoice('cedar') })
    expect(all('error')).toEqual([])
    expect(voiceNow()).toBe('cedar')
  })
})

it('a voice whose name is none speaks under the next best', async () => {
  const voice = JSON.parse('{"name":5,"type":"openai"}') as { readonly type: string }
  const { answer, speakers } = spoken({ startWith: { audio: { output: { voice } } } })
  await answer()
  expect(speakers).toEqual(['openai'])
})
