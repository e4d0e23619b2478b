import { describe, expect, it } from 'vitest'
import { GA_TYPES } from './support/publishedTypes.ts'
import { schemaProblems } from './support/schemaProblems.ts'
import { typeProblems } from './support/typeProblems.ts'

const done = { type: 'response.output_audio.done', event_id: 'event_1', response_id: 'resp_1' }
const whole = { ...done, item_id: 'item_1', output_index: 0, content_index: 0 }
const audio = { output: { format: { type: 'audio/pcm', rate: 24000 }, voice: 'marin' } }
const response = { id: 'resp_1', object: 'realtime.response', status: 'completed', audio }
const finished = { type: 'response.done', event_id: 'event_2', response }

describe('the check against published types', () => {
  it('finds nothing wrong with what is right, nulls aside', () => {
    const withNull = { ...finished, response: { ...response, usage: null } }
    expect(typeProblems([whole, finished, withNull], GA_TYPES)).toEqual([])
  })

  it('tells each thing that is wrong', () => {
    const wrong = {
      item_id: done,
      loudness: { ...whole, loudness: 1 },
      output_index: { ...whole, output_index: '0' },
      '"finished"': { ...finished, response: { ...response, status: 'finished' } },
      never: { ...whole, type: 'response.audio.finished' },
    }
    const problems = typeProblems(Object.values(wrong), GA_TYPES)
    const hints = Object.keys(wrong)
    expect(problems).toHaveLength(hints.length)
    hints.forEach((hint, index) => expect(problems[index]).toContain(hint))
  })
})

describe('the check against schemas', () => {
  it('finds nothing wrong with what is right', async () => {
    expect(await schemaProblems([whole, finished])).toEqual([])
  })

  it('tells what is missing, and which words are not known', async () => {
    expect(await schemaProblems([done])).toEqual([expect.stringContaining('item_id')])
    expect(await schemaProblems([{ ...whole, type: 'response.audio.done' }])).toHaveLength(1)
  })
})
