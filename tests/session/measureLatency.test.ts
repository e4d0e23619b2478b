import { describe, expect, it } from 'vitest'
import type { SessionState } from '../../src/session/state.ts'
import { connected } from '../support/sequence.ts'
import {
  created,
  done,
  heard,
  sound,
  started,
  stopped,
  timeline,
  typed,
  word,
} from '../support/timeline.ts'

const turnsOf = (...given: Parameters<typeof timeline>) => timeline(...given).measures.turns

const withSettings = (settings: Partial<SessionState['settings']>): SessionState => {
  const state = connected()
  return { ...state, settings: { ...state.settings, ...settings } }
}

describe('the latency of a turn', () => {
  it('counts every stage of a spoken one from the end of the speech', () => {
    const start = withSettings({ turnDetection: { type: 'server_vad', silenceDurationMs: 400 } })
    const steps = [
      [1000, started()],
      [3000, stopped()],
      [3120, created('r1')],
      [3300, sound('A', 'r1')],
      [3340, sound('A', 'r1')],
      [3400, heard('A', 3391.4)],
    ] as const
    expect(turnsOf(steps, start)).toEqual([
      {
        responseId: 'r1',
        from: 'speech',
        atMs: 3000,
        askedAtMs: 3000,
        silenceMs: 400,
        createdMs: 120,
        firstDeltaMs: 300,
        firstSoundMs: 391,
      },
    ])
    expect(timeline(steps.slice(0, 3), start).measures.turns[0]).toMatchObject({
      createdMs: 120,
      firstDeltaMs: null,
      firstSoundMs: null,
    })
  })

  it('knows no silence where the service decides by what was said', () => {
    const start = withSettings({ turnDetection: { type: 'semantic_vad' } })
    const turns = turnsOf(
      [
        [0, started()],
        [900, stopped()],
        [1000, created('r1')],
      ],
      start,
    )
    expect(turns[0]).toMatchObject({ from: 'speech', silenceMs: null, createdMs: 100 })
  })

  it('counts one that was typed from when it was sent, and has no sound for an answer in writing', () => {
    const turns = turnsOf([
      [100, typed('t2')],
      [150, created('r1')],
      [180, word('A', 'r1')],
      [190, word('A', 'r1')],
      [250, done('r1')],
    ])
    expect(turns).toMatchObject([
      { from: 'request', silenceMs: null, createdMs: 50, firstDeltaMs: 80, firstSoundMs: null },
    ])
  })

  it('counts push to talk from when the button was let go, which takes no silence', () => {
    const turns = turnsOf(
      [
        [0, { type: 'talk.pressed' }],
        [1500, { type: 'talk.released', ms: 1500 }],
        [1530, created('r1')],
        [1600, sound('A', 'r1')],
        [1650, heard('A')],
      ],
      withSettings({ turnDetection: null }),
    )
    expect(turns).toMatchObject([
      { from: 'speech', silenceMs: 0, createdMs: 30, firstDeltaMs: 100, firstSoundMs: 150 },
    ])
  })

  it('counts a turn that muting ended from there', () => {
    const turns = turnsOf([
      [0, started()],
      [800, { type: 'microphone.muted' }],
      [900, stopped()],
      [1000, created('r1')],
    ])
    expect(turns).toMatchObject([{ from: 'speech', silenceMs: 0, createdMs: 200 }])
  })

  it('counts what was typed over an answer from then, though the next one waits for the end of it', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [100, typed('t2')],
      [180, done('r1', { status: 'cancelled' })],
      [220, created('r2')],
    ])
    expect(turns.map(({ responseId, atMs, createdMs }) => [responseId, atMs, createdMs])).toEqual([
      ['r1', 0, 50],
      ['r2', 100, 120],
    ])
  })

  it('counts a request of the app that waits for another answer from when it is asked', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [100, { type: 'response.wanted' }],
      [5000, done('r1')],
      [5040, created('r2')],
    ])
    expect(turns[1]).toMatchObject({ responseId: 'r2', from: 'request', createdMs: 40 })
  })

  it('leaves the time out that the line took to come up', () => {
    const session = { type: 'realtime', id: 's1' }
    const turns = turnsOf(
      [
        [0, typed()],
        [4000, { type: 'line.opened' }],
        [4100, { type: 'session.created', session }],
        [4200, { type: 'session.updated', session }],
        [4260, created('r1')],
      ],
      {
        ...connected(),
        connection: { status: 'connecting', step: 'opening', since: { opening: 0 } },
      },
    )
    expect(turns).toMatchObject([{ responseId: 'r1', from: 'request', createdMs: 60 }])
  })

  it('counts the answer to a tool from our answer, and not the time that the tool took', () => {
    const call = {
      id: 'c',
      type: 'function_call',
      call_id: 'c1',
      name: 'look',
      arguments: '{}',
    } as const
    const turns = turnsOf(
      [
        [0, started()],
        [1000, stopped()],
        [1100, created('r1')],
        [1200, { type: 'response.output_item.done', response_id: 'r1', item: call }],
        [1250, done('r1', { output: [call] })],
        [9000, { type: 'tool.answered', callId: 'c1', output: '{}' }],
        [9080, created('r2')],
        [9200, sound('B', 'r2')],
        [9300, heard('B')],
      ],
      { ...connected(), runsTools: true },
    )
    expect(turns).toMatchObject([
      { responseId: 'r1', from: 'speech', createdMs: 100, firstDeltaMs: null, firstSoundMs: null },
      { responseId: 'r2', from: 'tool', createdMs: 80, firstDeltaMs: 200, firstSoundMs: 300 },
    ])
    // Nothing was heard before the call, so the user has been waiting since then.
    expect(turns.map(({ askedAtMs }) => askedAtMs)).toEqual([1000, 1000])
  })

  it('counts nobody as waiting for the answer to a tool that something was said before', () => {
    const call = {
      id: 'c',
      type: 'function_call',
      call_id: 'c1',
      name: 'look',
      arguments: '{}',
      status: 'completed',
    } as const
    const turns = turnsOf(
      [
        [0, typed()],
        [50, created('r1')],
        [60, sound('A', 'r1')],
        [70, heard('A')],
        [80, { type: 'response.output_item.done', response_id: 'r1', item: call }],
        [90, done('r1', { output: [call] })],
        [100, { type: 'tool.answered', callId: 'c1', output: '{}' }],
        [140, created('r2')],
      ],
      { ...connected(), runsTools: true },
    )
    expect(turns.map(({ from, askedAtMs }) => [from, askedAtMs])).toEqual([
      ['request', 0],
      ['tool', null],
    ])
  })

  it('counts an answer that is tried again as one, from the first request', () => {
    const failed = { status: 'failed', status_details: { error: { type: 'server_error' } } }
    const before = timeline([
      [0, started()],
      [1000, stopped()],
      [1100, created('r1')],
      [1200, done('r1', failed)],
    ])
    expect(before.turn.pause).toBe('r1')
    const turns = turnsOf(
      [
        [2200, { type: 'response.retry', responseId: 'r1' }],
        [2260, created('r2')],
        [2300, sound('B', 'r2')],
      ],
      before,
    )
    expect(turns).toMatchObject([
      { responseId: 'r2', from: 'speech', atMs: 1000, createdMs: 1260, firstDeltaMs: 1300 },
    ])
  })

  it('counts the answer to a tool that waits for the end of the call from when it is asked', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [60, { type: 'tool.called', callId: 'c1' }],
      [70, { type: 'tool.answered', callId: 'c1', output: '{}' }],
      [400, done('r1')],
      [440, created('r2')],
    ])
    expect(turns[1]).toMatchObject({ responseId: 'r2', from: 'tool', createdMs: 40 })
  })
})

describe('no latency is counted', () => {
  it('of an answer that nobody asked for', () => {
    expect(
      turnsOf([
        [0, created('r1')],
        [20, sound('A', 'r1')],
        [60, heard('A')],
      ]),
    ).toEqual([])
  })

  it('of an answer outside of the conversation', () => {
    const aside = created('oob', { conversation_id: null })
    const state = timeline([
      [0, typed()],
      [10, aside],
      [20, word('X', 'oob')],
      [80, created('r1')],
    ])
    expect(state.measures.turns).toMatchObject([
      { responseId: 'r1', createdMs: 80, firstDeltaMs: null },
    ])
  })

  it('for text that asks for no answer', () => {
    expect(
      turnsOf([
        [0, typed('t1', false)],
        [500, created('r1')],
      ]),
    ).toEqual([])
  })

  it('for what was talked over before it had an id', () => {
    const turns = turnsOf([
      [0, started()],
      [1000, stopped()],
      [1100, started('u2')],
      [1150, created('r1')],
      [1200, sound('A', 'r1')],
      [3000, stopped('u2')],
      [3070, created('r2')],
    ])
    expect(turns).toMatchObject([{ responseId: 'r2', atMs: 3000, createdMs: 70 }])
  })

  it('for what was typed over before it had an id, whose answer is cancelled', () => {
    const turns = turnsOf([
      [0, typed()],
      [30, typed('t2')],
      [50, created('r1')],
      [90, done('r1', { status: 'cancelled' })],
      [130, created('r2')],
    ])
    expect(turns).toMatchObject([{ responseId: 'r2', atMs: 30, createdMs: 100 }])
  })

  it.each(['interrupt', 'connection.lost'] as const)('for what ended with %s', (type) => {
    expect(
      turnsOf([
        [0, typed()],
        [100, { type }],
        [9000, created('r9')],
      ]),
    ).toEqual([])
  })

  it('for a request that was refused', () => {
    const refusal = {
      type: 'error',
      error: { code: 'invalid_value', event_id: 'rv-create' },
    } as const
    const state = timeline([
      [0, { type: 'response.wanted' }],
      [40, refusal],
    ])
    expect(state.turn.due).toBeNull()
    expect(turnsOf([[60_000, created('r1')]], state)).toEqual([])
  })
})

describe('a stage', () => {
  it('stays empty when the user talked over it, whatever comes late', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [90, sound('A', 'r1')],
      [100, { type: 'interrupt' }],
      [110, heard('A', 105)],
      [120, sound('A', 'r1')],
    ])
    expect(turns).toMatchObject([{ createdMs: 50, firstDeltaMs: 90, firstSoundMs: null }])
  })

  it('is not filled by a delta of an answer that was cut before its first one', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [60, { type: 'interrupt' }],
      [70, sound('A', 'r1')],
    ])
    expect(turns).toMatchObject([{ firstDeltaMs: null, firstSoundMs: null }])
  })

  it('is that of the first item, and is heard also after the answer is done', () => {
    const turns = turnsOf([
      [0, typed()],
      [50, created('r1')],
      [60, sound('A', 'r1')],
      [70, sound('B', 'r1')],
      [80, done('r1')],
      [150, heard('A')],
      [2000, heard('B')],
    ])
    expect(turns).toMatchObject([{ firstDeltaMs: 60, firstSoundMs: 150 }])
  })

  it('is never before the clock began, whatever a player says', () => {
    const turns = turnsOf([
      [500, typed()],
      [510, created('r1')],
      [520, sound('A', 'r1')],
      [530, heard('A', 3)],
    ])
    expect(turns[0]?.firstSoundMs).toBe(0)
  })

  it('is taken from the transport where that carries the sound', () => {
    const turns = turnsOf([
      [0, started()],
      [500, stopped()],
      [560, created('r1')],
      [700, { type: 'output_audio_buffer.started', response_id: 'r1' }],
    ])
    expect(turns).toMatchObject([{ createdMs: 60, firstDeltaMs: null, firstSoundMs: 200 }])
  })
})

it('keeps the last 100 turns', () => {
  const steps = Array.from({ length: 103 }, (_, i) => [
    [i * 1000, typed(`t${i}`)] as const,
    [i * 1000 + 10, created(`r${i}`)] as const,
    [i * 1000 + 20, done(`r${i}`)] as const,
  ]).flat()
  const turns = turnsOf(steps)
  expect(turns).toHaveLength(100)
  expect(turns[0]?.responseId).toBe('r3')
})

it('leaves the state as it is for the deltas after the first one', () => {
  const state = timeline([
    [0, typed()],
    [50, created('r1')],
    [60, sound('A', 'r1')],
  ])
  expect(timeline([[70, sound('A', 'r1')]], state)).toBe(state)
})
