import { describe, expect, it } from 'vitest'
import {
  created,
  done,
  ours,
  Scene,
  sound,
  started,
  stopped,
  taken,
  typed,
} from '../../support/scene.ts'
import { connected } from '../../support/sequence.ts'

const wanted = { type: 'response.wanted' } as const

describe('what is typed while the user talks', () => {
  it('is answered when the turn is over, where the service answers none by itself', () => {
    const scene = new Scene(connected(false)).happen(started(), typed)
    expect(scene.asked).toBe(0)
    scene.happen(stopped(), taken())
    expect(scene.asked).toBe(1)
    scene.happen(ours('r1'))
    expect([scene.status, scene.sent('response.cancel')]).toEqual(['thinking', 0])
  })

  it('is answered together with what was said, once', () => {
    const scene = new Scene().happen(started(), typed, stopped(), taken(), created('r1'))
    scene.happen(done('r1'))
    expect([scene.asked, scene.status]).toEqual([0, 'idle'])
  })

  it('is answered where the turn was noise and the service answers none', () => {
    const scene = new Scene().happen(started(), typed, stopped(), { type: 'deadline' })
    expect([scene.asked, scene.status, scene.did('report')]).toEqual([1, 'thinking', 0])
  })

  it('is answered where what was heard is thrown away', () => {
    const scene = new Scene().happen(started(), typed, { type: 'input_audio_buffer.cleared' })
    expect(scene.asked).toBe(1)
  })

  it('is answered by itself when it is typed after the turn', () => {
    const scene = new Scene().happen(started(), stopped(), wanted, created('r1'), done('r1'))
    expect(scene.asked).toBe(1)
  })

  it('is answered by itself where it asks for more than an answer', () => {
    const request = { instructions: 'Rhyme.' }
    const scene = new Scene().happen(started(), { type: 'response.wanted', request }, stopped())
    scene.happen(created('r1'), done('r1'))
    expect(scene.asked).toBe(1)
  })

  it('is answered together with what is said while the button is down, once', () => {
    const scene = new Scene().happen({ type: 'talk.pressed' }, typed)
    expect(scene.asked).toBe(0)
    scene.happen({ type: 'talk.released', ms: 500 }, ours('r1'), done('r1'))
    expect([scene.asked, scene.status]).toEqual([1, 'idle'])
  })

  it('is answered when the button was only touched', () => {
    const scene = new Scene().happen({ type: 'talk.pressed' }, typed)
    expect(scene.happen({ type: 'talk.released', ms: 20 }).asked).toBe(1)
  })
})

describe('where speech does not cut the answer', () => {
  const patient = (createResponse = true) => {
    const state = connected(createResponse)
    const turnDetection = { type: 'server_vad', createResponse, interruptResponse: false } as const
    return new Scene({ ...state, settings: { ...state.settings, turnDetection } })
  }
  const speaking = (createResponse = true) =>
    patient(createResponse).happen(created('r1'), sound('A', 'r1'), {
      type: 'player.started',
      itemId: 'A',
    })

  it('it sounds on while the user is listened to', () => {
    const scene = speaking().happen(started())
    expect([scene.status, scene.did('interruptPlayer'), scene.sent('response.cancel')]).toEqual([
      'listening',
      0,
      0,
    ])
    scene.happen(sound('A', 'r1'), stopped(), taken())
    expect([scene.status, scene.did('play')]).toEqual(['speaking', 2])
  })

  it('the next one is asked for after it, where the service was too busy to', () => {
    const scene = speaking().happen(started(), stopped(), taken())
    expect(scene.asked).toBe(0)
    scene.happen(done('r1'))
    expect(scene.asked).toBe(1)
  })

  it('the next one is not asked for twice, where the service was quicker', () => {
    const scene = speaking().happen(started(), stopped(), taken(), created('r2'))
    scene.happen(done('r2'), { type: 'player.drained', itemId: 'A' })
    expect([scene.asked, scene.status]).toEqual([0, 'idle'])
  })

  it('nobody asks for a next one that nobody wants', () => {
    const scene = speaking(false).happen(started(), stopped(), taken(), done('r1'))
    expect(scene.asked).toBe(0)
  })

  it('one that was asked for before begins while the user talks', () => {
    const scene = patient().happen(typed, started(), ours('r1'), sound('A', 'r1'))
    expect([scene.sent('response.cancel'), scene.did('play')]).toEqual([0, 1])
  })

  it.each([[typed], [{ type: 'talk.pressed' }], [{ type: 'interrupt' }]] as const)(
    'all else does: $type',
    (event) => {
      expect(speaking().happen(event).did('interruptPlayer')).toBe(1)
    },
  )
})
