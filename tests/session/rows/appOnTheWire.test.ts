import { describe, expect, it } from 'vitest'
import { VoiceError } from '../../../src/base/errors.ts'
import type { ClientEvent } from '../../../src/protocol/clientEvents.ts'
import { initialState } from '../../../src/session/state.ts'
import { create, remove, wanted } from '../../support/appWishes.ts'
import { go } from '../../support/conversationSteps.ts'
import { Scene, started } from '../../support/scene.ts'
import { connected, said } from '../../support/sequence.ts'
import { asks, asksFor, calling, wishes } from './steps.ts'

const append = (audio: string): ClientEvent => ({ type: 'input_audio_buffer.append', audio })
/** 5 s of PCM16 at 24 kHz, as base64. */
const FIVE_SECONDS = 'A'.repeat((5000 * 48 * 4) / 3)
const sound = append(FIVE_SECONDS)
const commit: ClientEvent = { type: 'input_audio_buffer.commit' }
const update: ClientEvent = { type: 'session.update', session: { type: 'realtime' } }
const cancel = wanted({ type: 'response.cancel' })
const waiting = (scene: Scene) => scene.state.outbox.map(({ type }) => type.split('.').at(-1))

describe('an item that the app takes out while the line is being called', () => {
  it('is not said when the line stands; all else is', () => {
    const scene = calling().happen(create('a', 'A'), create('b', 'B'), wanted(commit), remove('a'))
    expect(scene.state.outbox).toMatchObject([{ item: { id: 'b' } }, commit])
    expect(scene.items).toEqual(['b pending'])
  })
})

describe('a cancel of the app', () => {
  it('takes back what waits for the line', () => {
    const scene = calling().happen(asks())
    expect(scene.status).toBe('thinking')
    expect(scene.happen(cancel).status).toBe('idle')
    expect(said(scene.effects)).toEqual([])
  })

  it('is said where we know of nothing: the service may know better', () => {
    const state = connected()
    const { effects, state: after } = go(state, cancel)
    expect(said(effects)).toEqual([{ type: 'response.cancel' }])
    expect(after).toBe(state)
  })

  it('is not said where there is nobody', () => {
    const { state } = calling()
    const asked = go(state, cancel)
    expect(asked.effects).toEqual([])
    expect(asked.state).toBe(state)
  })
})

describe('settings that the app says itself', () => {
  it('leave the turn that the user is in', () => {
    const scene = new Scene().happen(started(), wanted(update))
    expect(scene.status).toBe('listening')
    expect(scene.happen(wanted({ type: 'input_audio_buffer.clear' })).status).toBe('listening')
  })

  it('wait for the line', () => {
    expect(calling().happen(wanted(update)).state.outbox).toEqual([update])
  })
})

describe('sound that the app sends itself while the line is being called', () => {
  it('waits, as much of it as the microphone keeps: of more the oldest goes', () => {
    const second = append(FIVE_SECONDS.replace('A', 'B'))
    const third = append(FIVE_SECONDS.replace('A', 'C'))
    const scene = calling().happen(wanted(sound), wanted(second), wanted(third))
    expect(scene.state.outbox).toEqual([second, third])
  })

  it('is kept where it is the newest, however long it is', () => {
    const long = append(FIVE_SECONDS.repeat(3))
    expect(calling().happen(wanted(sound), wanted(long)).state.outbox).toEqual([long])
  })

  it('goes alone: what is no sound stays where it was', () => {
    const scene = calling().happen(create('a', 'A'), wanted(sound), wanted(sound), wanted(sound))
    expect(waiting(scene)).toEqual(['create', 'append', 'append'])
  })

  it('goes with the end of its turn, where nothing is left of that', () => {
    const scene = calling().happen(wanted(sound), wanted(commit), wanted(sound), wanted(commit))
    expect(waiting(scene.happen(wanted(sound)))).toEqual(['append', 'commit', 'append'])
  })

  it('leaves an end that came before all sound', () => {
    const scene = calling().happen(wanted(commit), wanted(sound), wanted(sound), wanted(sound))
    expect(waiting(scene)).toEqual(['commit', 'append', 'append'])
  })

  it('changes nothing that is known once the line stands', () => {
    const state = connected()
    const { state: after, effects } = go(state, wanted(sound))
    expect(after).toBe(state)
    expect(said(effects)).toEqual([sound])
  })
})

describe('who may talk over the answer', () => {
  const chooses = (mode: 'off' | 'server') => ({ type: 'bargeIn.chosen', mode }) as const

  it('is told to a line that stands, and to no other', () => {
    expect(said(go(connected(), chooses('off')).effects)).toHaveLength(1)
    const failed = { type: 'line.failed', error: new VoiceError('connection_lost') } as const
    for (const state of [calling().state, go(connected(), failed).state, initialState({})]) {
      const { state: chosen, effects } = go(state, chooses('off'))
      expect(said(effects)).toEqual([])
      expect(chosen.bargeIn).toBe('off')
    }
  })

  it('is told where it changes', () => {
    const state = connected()
    const { state: after, effects } = go(state, chooses('server'))
    expect(after).toBe(state)
    expect(effects).toEqual([])
  })
})

describe('a wish for an answer', () => {
  it('is one with another that asks for no more, and has nothing to do with one of its own', () => {
    const scene = calling().happen(asks(), asks(), asksFor('Greet'))
    expect(scene.state.turn.wanted).toHaveLength(1)
    expect(wishes(scene.effects)).toEqual([])
  })
})
