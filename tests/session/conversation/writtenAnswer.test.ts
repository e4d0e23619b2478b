import { describe, expect, it } from 'vitest'
import type { SessionEvent } from '../../../src/session/events.ts'
import { answer, go } from '../../support/conversationSteps.ts'
import { connected } from '../../support/sequence.ts'
import { speaking, words, wordsDone } from '../../support/spokenAnswer.ts'

const created = { type: 'response.created', response: { id: 'r1' } } as const
const done = { type: 'response.done', response: { id: 'r1', status: 'completed' } } as const
const begun = {
  type: 'response.output_item.added',
  response_id: 'r1',
  item: answer('A', '', 'in_progress'),
} as const
const ended = { type: 'response.output_item.done', response_id: 'r1', item: answer('A') } as const
const text = (delta: string): SessionEvent => ({
  type: 'response.output_text.delta',
  response_id: 'r1',
  item_id: 'A',
  content_index: 0,
  delta,
})
const deleted = { type: 'conversation.item.deleted', item_id: 'A' } as const

describe('words that outrun their item', () => {
  it('make a message of the assistant, which is not spoken as long as it is only written', () => {
    const { items } = go(connected(), created, text('Hello'))
    expect(items).toMatchObject([
      {
        id: 'A',
        role: 'assistant',
        kind: 'message',
        status: 'in-progress',
        text: 'Hello',
        spoken: false,
      },
    ])
    expect(go(connected(), created, words('Hello')).items).toMatchObject([{ spoken: true }])
  })

  it('make none when their response is over: nobody would end it', () => {
    const { state } = go(connected(), created, done)
    expect(go(state, words('late')).state).toBe(state)
  })

  it('do not bring back what was deleted', () => {
    const { state } = go(connected(), created, begun, deleted)
    expect(go(state, words('late'), wordsDone('late')).state).toBe(state)
  })
})

describe('words of an item that has ended', () => {
  it('still come in whole where none had come', () => {
    const { items } = go(connected(), created, begun, ended, wordsDone('Hello there.'))
    expect(items).toMatchObject([{ text: 'Hello there.', status: 'completed' }])
  })

  it('come no more in pieces', () => {
    const { state } = go(connected(), created, begun, ended)
    expect(go(state, words('late')).state).toBe(state)
  })

  it('stand as they are where some had come', () => {
    const { state } = go(connected(), created, begun, words('Hello'), ended)
    expect(go(state, wordsDone('Hello there.')).state).toBe(state)
  })

  it('never come where it was cut before the first of them', () => {
    const { state } = go(connected(), created, begun, { type: 'interrupt' })
    expect(go(state, wordsDone('never said')).state).toBe(state)
  })
})

describe('the parts of a message', () => {
  it('are put together as their words come', () => {
    const { items } = go(
      connected(),
      created,
      begun,
      words('one '),
      words('two ', 1),
      words('three', 1),
    )
    expect(items).toMatchObject([{ text: 'one two three' }])
  })

  it('are kept only where it has several', () => {
    expect(speaking().state.parts).toEqual({})
    expect(speaking(words(' five', 1)).state.parts).toEqual({
      A: { 0: 'one two three four', 1: ' five' },
    })
  })

  it('change nothing when they are told again as they are', () => {
    const { state } = speaking(wordsDone('one'), words(' two', 1))
    expect(go(state, wordsDone('one'), wordsDone(' two', 1)).state).toBe(state)
  })
})
