import { describe, expect, it } from 'vitest'
import {
  answered,
  asks,
  begins,
  calls,
  ends,
  outputOf,
  told,
  withTools,
} from '../../support/callSteps.ts'
import { added, answer, go } from '../../support/conversationSteps.ts'
import type { SessionState } from '../../../src/session/state.ts'

const names = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}`)

/** So many calls of one tool in a response, with their answers as the service keeps them. */
const round = (state: SessionState, callIds: readonly string[], id: string, name?: string) =>
  go(
    state,
    begins(id),
    ...calls(callIds, id, name),
    ...callIds.flatMap((callId) => [answered(callId), added(outputOf(callId))]),
    ends(id),
  )

const choices = ({ effects }: ReturnType<typeof round>) =>
  effects.flatMap((effect) =>
    effect.type === 'send' && effect.event.type === 'response.create'
      ? [effect.event.response?.tool_choice]
      : [],
  )

describe('a model that calls too often', () => {
  it('is told of the limit of one tool in a whole sentence, and so is everybody', () => {
    const ten = round(withTools(), names(10, 'c'), 'r1').state
    const { effects, items } = go(ten, begins('r2'), ...calls(['c10'], 'r2'))
    const limit = 'more than 10 calls of it in one turn'
    expect(told(effects)).toEqual({
      c10: `{"error":"It was not run: ${limit}. Tell the user what you know."}`,
    })
    expect(items.find(({ id }) => id === 'item_c10')?.status).toBe('failed')
    expect(effects.filter(({ type }) => type === 'report')).toMatchObject([
      { error: { code: 'tool_failed', message: `A tool failed: ${limit}.` } },
    ])
  })

  it('is told of the limit of all tools in a whole sentence', () => {
    const thirty = ['a', 'b', 'c'].reduce(
      (state, name) => round(state, names(10, name), `r${name}`, name).state,
      withTools(),
    )
    const { effects } = go(thirty, begins('r2'), ...calls(['d0'], 'r2', 'd'))
    expect(told(effects)).toEqual({
      d0: '{"error":"It was not run: more than 30 calls in one turn. Tell the user what you know."}',
    })
  })

  it('must speak although it calls another tool that it may call', () => {
    const eleven = round(withTools(), names(11, 'c'), 'r1')
    expect(choices(eleven)).toEqual(['none'])
    expect(choices(round(eleven.state, ['d0'], 'r2', 'other'))).toEqual(['none'])
  })

  it('is left alone at last: nothing more is said, and nothing is waited for', () => {
    const last = round(withTools(), names(41, 'c'), 'r1')
    expect(asks(last.effects)).toBe(0)
    expect(new Set(last.effects.map(({ type }) => type))).toEqual(
      new Set(['runTool', 'send', 'report']),
    )
    expect(last.state.turn.outputs).toBeNull()
  })
})

it('what is said and answered in a turn is no call', () => {
  const messages = names(40, 'A').map((id) => added(answer(id, 'One moment.')))
  const nine = round(go(withTools(), ...messages).state, names(9, 'c'), 'r1').state
  const { effects } = go(nine, begins('r2'), ...calls(['c9'], 'r2'))
  expect(effects).toMatchObject([{ type: 'runTool', callId: 'c9' }])
})
