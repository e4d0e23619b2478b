import { describe, expect, it } from 'vitest'
import { answer, go } from '../../support/conversationSteps.ts'
import { created, done, Scene, sound as soundOf, started } from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'
import { sound, soundDone, speaking } from '../../support/spokenAnswer.ts'

const buffer = (name: 'started' | 'stopped' | 'cleared', response_id: string) =>
  ({ type: `output_audio_buffer.${name}`, response_id }) as const

describe('the end of a sound', () => {
  it('is told to the player for each part, and once', () => {
    const { effects } = speaking(soundDone(), sound(1), soundDone(1), soundDone(1), soundDone())
    expect(effects.filter(({ type }) => type === 'endItem')).toEqual([
      { type: 'endItem', itemId: 'A' },
      { type: 'endItem', itemId: 'A#1' },
    ])
  })

  it('is not told of sound that never came', () => {
    const { state } = go(connected(), created('r1'))
    const silent = go(state, soundDone())
    expect(silent.effects).toEqual([])
    expect(silent.state).toBe(state)
  })

  it('is not told of sound that was cut, or that is over', () => {
    for (const end of [{ type: 'interrupt' } as const, done('r1')]) {
      const { state } = speaking(end)
      expect(go(state, soundDone()).effects).toEqual([])
    }
  })
})

describe('sound that the transport carries itself', () => {
  it('is heard from its first moment to its last', () => {
    const scene = new Scene().happen(created('r1'), buffer('started', 'r1'))
    expect(scene.status).toBe('speaking')
    scene.happen(done('r1'), buffer('stopped', 'r1'))
    expect(scene.status).toBe('idle')
  })

  it('goes on when the end of an older one is told', () => {
    const scene = new Scene().happen(created('r1'), buffer('started', 'r1'), done('r1'))
    scene.happen(created('r2'), buffer('started', 'r2'))
    scene.happen(buffer('stopped', 'r1'), buffer('cleared', 'r1'))
    expect(scene.status).toBe('speaking')
  })

  it('is not heard any more when it was cut, however late it begins', () => {
    const scene = new Scene().happen(created('r1'), { type: 'interrupt' })
    const before = scene.state
    scene.happen(buffer('started', 'r1'))
    expect(scene.state).toBe(before)
  })

  it('cuts the message with it', () => {
    const scene = new Scene().happen(
      created('r1'),
      { type: 'response.output_item.added', response_id: 'r1', item: answer('A') },
      buffer('started', 'r1'),
      started(),
    )
    expect(scene.items).toContain('A interrupted')
    expect(scene.status).toBe('listening')
  })
})

describe('an answer that goes on although the user talks', () => {
  const uncut = () => {
    const state = connected()
    const turnDetection = { type: 'server_vad', interruptResponse: false } as const
    return new Scene({ ...state, settings: { ...state.settings, turnDetection } })
  }
  const begins = { type: 'player.started', itemId: 'A' } as const

  it('leaves the turn open when its sound begins: the microphone hears on', () => {
    const scene = uncut().happen(created('r1'), soundOf('A', 'r1'), started(), begins)
    expect(scene.status).toBe('listening')
    expect(scene.did('closeTurn')).toBe(0)
  })

  it('closes it where the microphone rests while the model speaks', () => {
    const scene = uncut()
    scene.state = { ...scene.state, bargeIn: 'off' }
    scene.happen(created('r1'), soundOf('A', 'r1'), started(), begins)
    expect(scene.did('closeTurn')).toBe(1)
  })
})
