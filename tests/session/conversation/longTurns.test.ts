import { describe, expect, it } from 'vitest'
import { added, spoken } from '../../support/conversationSteps.ts'
import { Scene, started, stopped, taken } from '../../support/scene.ts'
import { NOW_MS } from '../../support/sequence.ts'

const checked = (quietMs: number, sinceMs = NOW_MS) =>
  ({ type: 'speech.checked', itemId: 'u1', sinceMs, quietMs }) as const
const checks = ({ effects }: Scene) =>
  effects.flatMap((effect) =>
    effect.type === 'wake' && effect.event.type === 'speech.checked' ? [effect] : [],
  )

describe('a turn that the service hears for long', () => {
  it('is looked after again when ten seconds of silence can be over', () => {
    const scene = new Scene().happen(started(), checked(4000))
    expect(checks(scene).map(({ afterMs }) => afterMs)).toEqual([10_000, 6000])
    expect(checks(scene).at(-1)).toMatchObject({ event: { itemId: 'u1', sinceMs: NOW_MS } })
  })

  it('is closed after ten seconds in which no sound was sent', () => {
    const still = new Scene().happen(started(), checked(9999))
    expect([still.did('closeTurn'), still.status]).toEqual([0, 'listening'])
    const silent = new Scene().happen(started(), checked(10_000))
    expect([silent.did('closeTurn'), silent.status]).toEqual([1, 'thinking'])
  })

  it('is not believed any more after ten minutes', () => {
    const scene = new Scene().happen(started())
    scene.nowMs += 599_999
    expect(scene.happen(checked(0)).status).toBe('listening')
    scene.nowMs += 1
    expect(scene.happen(checked(0)).status).toBe('idle')
    expect(scene.did('closeTurn')).toBe(0)
  })

  it('is not looked after when it is over', () => {
    const scene = new Scene().happen(started(), stopped(), taken())
    const before = [scene.state, scene.effects.length]
    scene.happen(checked(20_000))
    expect([scene.state, scene.effects.length]).toEqual(before)
  })

  it('has one check, also when it began anew under its name', () => {
    const scene = new Scene().happen(started(), { type: 'input_audio_buffer.cleared' })
    scene.nowMs += 2000
    scene.happen(started())
    expect(checks(scene)).toHaveLength(2)
    scene.happen(checked(0))
    expect(checks(scene)).toHaveLength(2)
    scene.happen(checked(0, NOW_MS + 2000))
    expect(checks(scene)).toHaveLength(3)
  })
})

describe('the end of a turn', () => {
  it('counts where the service shows the turn before it says that it ended', () => {
    const scene = new Scene().happen(started(), added(spoken('u1')), stopped())
    expect(scene.status).toBe('thinking')
  })

  it('that is told again does not end the next one', () => {
    const scene = new Scene().happen(started(), stopped(), taken(), started('u2'), stopped())
    expect(scene.status).toBe('listening')
  })
})
