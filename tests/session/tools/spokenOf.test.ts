import { describe, expect, it } from 'vitest'
import { answered, asks, begins, calls, ends, withTools } from '../../support/callSteps.ts'
import { go, typed } from '../../support/conversationSteps.ts'

const speechStarted = {
  type: 'input_audio_buffer.speech_started',
  item_id: 'u1',
  audio_start_ms: 0,
} as const
const speechStopped = {
  type: 'input_audio_buffer.speech_stopped',
  item_id: 'u1',
  audio_end_ms: 900,
} as const
const text = { type: 'text.sent', itemId: 't1', text: 'And?', role: 'user', respond: true } as const
const kept = { type: 'conversation.item.added', item: typed('t1', 'And?') } as const
const words = {
  type: 'response.output_text.delta',
  response_id: 'r1',
  item_id: 'A',
  content_index: 0,
  delta: 'Let me look. ',
} as const
const refusal = (code: string) =>
  ({ type: 'error', error: { code, event_id: 'rv-create', message: 'No.' } }) as const

/** One call runs, and nothing else is under way. */
const running = () => go(withTools(), begins(), ...calls(['c1']), ends()).state

describe('what a tool answered', () => {
  it('is spoken of once, and nothing else is done about it', () => {
    const { state, effects } = go(running(), answered('c1'))
    expect(effects.map(({ type }) => type)).toEqual(['send', 'send'])
    expect(asks(effects)).toBe(1)
    expect(asks(go(state, begins('r2'), ends('r2')).effects)).toBe(0)
  })

  it('while its response goes on is spoken of after that, whatever comes in between', () => {
    const { state, effects } = go(withTools(), begins(), ...calls(['c1']), answered('c1'), words)
    expect(effects.map(({ type }) => type)).toEqual(['runTool', 'send'])
    expect(asks(effects)).toBe(0)
    expect(asks(go(state, ends()).effects)).toBe(1)
  })

  it('while another answer is due is spoken of after that, whatever comes in between', () => {
    const { state, effects } = go(running(), text, answered('c1'), kept, begins('r2'))
    expect(asks(effects)).toBe(1)
    expect(asks(go(state, ends('r2')).effects)).toBe(1)
  })

  it('is spoken of although the user talked over the request before it, when that was noise', () => {
    const cancelled = ends('r2', { status: 'cancelled' })
    const spoken = [speechStarted, begins('r2'), cancelled, speechStopped] as const
    const { state, effects } = go(running(), text, answered('c1'), ...spoken)
    expect(asks(effects)).toBe(1)
    expect(asks(go(state, { type: 'deadline' }).effects)).toBe(1)
  })

  it('while the user talks is spoken of by the answer to that, and not once more', () => {
    const during = go(running(), speechStarted, answered('c1'), speechStopped)
    const committed = { type: 'input_audio_buffer.committed', item_id: 'u1' } as const
    const { effects, state } = go(during.state, committed, kept, begins('r2'), ends('r2'))
    expect(asks([...during.effects, ...effects])).toBe(0)
    expect(state.turn.outputs).toBeNull()
  })

  it('is known to an answer that the service begins by itself', () => {
    const asked = { type: 'tool.asked', callId: 'c2' } as const
    const first = go(withTools(), begins(), ...calls(['c1', 'c2']), asked, answered('c1'), ends())
    expect(asks(first.effects)).toBe(0)
    expect(asks(go(first.state, begins('r2'), ends('r2')).effects)).toBe(0)
  })

  it('is spoken of by the answer with wishes of its own that waits for a busy service', () => {
    const special = { type: 'response.wanted', request: { instructions: 'Rhyme.' } } as const
    const busy = refusal('conversation_already_has_active_response')
    const start = go(withTools(), special, begins(), ...calls(['c1']), ends()).state
    const paused = go(start, special, busy, answered('c1'))
    expect(asks(paused.effects)).toBe(1)
    const responseId = paused.state.turn.pause ?? ''
    const again = go(paused.state, { type: 'response.retry', responseId }, begins('r2'), ends('r2'))
    expect(asks(again.effects)).toBe(1)
  })

  it('is not asked about again when the request that would have spoken of it is refused', () => {
    const wanted = { type: 'response.wanted', request: { instructions: 'Rhyme.' } } as const
    const during = go(withTools(), begins(), ...calls(['c1']), answered('c1'), wanted, ends())
    expect(asks(during.effects)).toBe(1)
    const { state, effects } = go(during.state, refusal('invalid_value'))
    expect(asks(effects)).toBe(0)
    expect(state.conversation.items.at(-1)?.problem?.code).toBe('response_failed')
  })
})
