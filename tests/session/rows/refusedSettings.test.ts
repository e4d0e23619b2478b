import { describe, expect, it } from 'vitest'
import type { SessionSettings } from '../../../src/protocol/settings.ts'
import { Scene, started, stopped, typed } from '../../support/scene.ts'
import { connected, said } from '../../support/sequence.ts'
import {
  agrees,
  asks,
  begins,
  calling,
  codes,
  complains,
  givesTools,
  hears,
  refuses,
  reports,
} from './steps.ts'

const wants = (settings: SessionSettings) => ({ type: 'settings.wanted', settings }) as const
const updates = (scene: Scene) => scene.sent('session.update')
const refused = (scene: Scene) => Object.keys(scene.state.agreement.refusals)
const messages = (scene: Scene) => reports(scene.effects).map(({ message }) => message)
const unnamed = { type: 'invalid_request_error', code: 'no_such', message: 'Not that.' } as const

describe('settings that a service refuses', () => {
  it('are none where the error names a request of somebody else', () => {
    const scene = new Scene().happen(wants({ speed: 1.2 }), refuses('the-app-1'))
    expect(codes(scene.effects)).toEqual(['protocol_warning'])
    expect(scene.state.agreement.open).toHaveLength(1)
  })

  it('are those of the line that is being called, although something was typed', () => {
    const scene = calling().happen({ ...typed, respond: false }, begins, complains(unnamed))
    expect(scene.did('giveUp')).toBe(1)
  })

  it('are those of the app where the error names what only the app can have said', () => {
    const scene = new Scene().happen(wants({ speed: 1.2 }), wants({ raw: { include: [] } }))
    scene.happen(complains({ ...unnamed, param: 'session.other' }))
    expect(refused(scene)).toEqual(['raw'])
    expect(scene.state.agreement.open).toMatchObject([{ settings: { speed: 1.2 } }])
  })

  it('are the oldest where the error names nothing, also where the app said some itself', () => {
    const scene = new Scene().happen(wants({ speed: 1.2 }), wants({ raw: { include: [] } }))
    scene.happen(complains(unnamed))
    expect(refused(scene)).toEqual(['speed'])
  })

  it('are told by their name where there is one, and together where there are more', () => {
    const one = new Scene().happen(wants({ speed: 1.2 }), complains(unnamed))
    expect(messages(one)).toEqual(['speed stays as it was: Not that.'])
    const two = new Scene().happen(wants({ speed: 1.2, voice: 'x' }), complains(unnamed))
    expect(messages(two)).toEqual(['the settings stays as it was: Not that.'])
  })

  it.each([
    ['instructions', { speed: 1.2, instructions: 'Be kind.' }],
    ['what only the app knows', { speed: 1.2, raw: { include: [] } }],
  ])('are told without the words of the service where %s may be in them', (_, settings) => {
    const scene = new Scene().happen(wants(settings), complains(unnamed))
    expect(messages(scene)).toEqual(['the settings stays as it was: no_such'])
  })

  it('of a line that is being called are left out, and the rest is said, even if that is nothing', () => {
    const scene = calling({ voice: 'x' }).happen(begins)
    const place = { ...unnamed, param: 'session.audio.output.voice' }
    scene.happen(complains(place))
    expect(updates(scene)).toBe(2)
    expect(scene.happen(agrees).state.connection.status).toBe('connected')
  })

  it('are told also where none was asked for', () => {
    const scene = new Scene().happen(complains({ ...unnamed, param: 'session.audio.output.speed' }))
    expect(messages(scene)).toEqual(['speed stays as it was: Not that.'])
    expect(updates(scene)).toBe(0)
  })

  it('end the call where the line cannot do without them, and nothing more is said', () => {
    const scene = calling().happen(begins)
    scene.happen(complains({ ...unnamed, param: 'session.instructions' }))
    expect(scene.did('giveUp')).toBe(1)
    expect(updates(scene)).toBe(1)
  })

  it('that it does not have are left out, and said no more', () => {
    const unknown = { ...unnamed, code: 'unknown_parameter', param: 'session.audio.output.speed' }
    const scene = new Scene().happen(wants({ speed: 1.2 }), complains(unknown))
    expect(codes(scene.effects)).toEqual(['setting_unavailable'])
    expect(updates(scene)).toBe(1)
  })

  it('that only the app knows are not ours to leave out', () => {
    const unknown = { ...unnamed, code: 'unknown_parameter', param: 'session.include' }
    const scene = new Scene().happen(wants({ raw: { include: [] } }), complains(unknown))
    expect(codes(scene.effects)).toEqual(['setting_refused'])
    expect(scene.state.agreement.absent).toEqual([])
  })
})

describe('settings that no service takes', () => {
  it('are not even said where the line cannot do without them', () => {
    const turnDetection = { type: 'server_vad', threshold: 5 } as const
    const scene = calling({ turnDetection }).happen(begins)
    expect(scene.did('giveUp')).toBe(1)
    expect(updates(scene)).toBe(0)
  })

  it('are no settings at all where they are no object', () => {
    const scene = new Scene().happen(wants(Object.assign([], { speed: 1.2 })))
    expect(messages(scene)).toEqual([
      'Everything stays as it was: updateSettings() takes an object of settings.',
    ])
    expect(updates(scene)).toBe(0)
  })

  it('end the call where nobody can say which they are', () => {
    const scene = calling().happen(complains({ code: 'no', param: 'session.other' }))
    expect(scene.did('giveUp')).toBe(1)
  })

  it('are told with what to do about it', () => {
    const state = { ...connected(), service: { provider: 'local', dialect: 'GA' } } as const
    const scene = new Scene(state).happen(wants({ temperature: 0.7 }))
    expect(reports(scene.effects)).toMatchObject([
      {
        code: 'setting_unavailable',
        remedy: 'Take the setting away, or use another service.',
      },
    ])
  })
})

describe('another turn detection', () => {
  const other = wants({ turnDetection: { type: 'semantic_vad' } })

  it('does not take the button from under the finger of the user', () => {
    const scene = new Scene().happen({ type: 'talk.pressed' }, other)
    expect(scene.status).toBe('listening')
  })

  it('leaves what we asked for due', () => {
    const scene = new Scene().happen(asks(), other)
    expect(scene.state.turn.due).toBe('us')
  })

  it('leaves a turn that was heard to its end, and drops one that is being heard', () => {
    expect(new Scene().happen(started(), stopped(), other).items).toEqual(['u1 in-progress'])
    const scene = new Scene().happen(hears(), other)
    expect(scene.items).toEqual([])
    expect(scene.status).toBe('idle')
  })

  it('makes void what the other one promised', () => {
    expect(new Scene().happen(started(), stopped(), other).status).toBe('idle')
  })
})

describe('tools', () => {
  it('are ours to answer as soon as one was given', () => {
    expect(new Scene().happen(givesTools()).state.runsTools).toBe(false)
    expect(new Scene().happen(givesTools('look'), givesTools()).state.runsTools).toBe(true)
  })

  it('are told to a line that stands, and to one that was told of those before', () => {
    expect(updates(new Scene().happen(givesTools('look')))).toBe(1)
    expect(updates(calling().happen(begins, givesTools('look')))).toBe(2)
  })

  it('are told to no line that is not there, or not there yet', () => {
    expect(updates(calling().happen(givesTools('look')))).toBe(0)
    const closed = calling().happen(begins, { type: 'line.closed' })
    const { length } = said(closed.effects)
    expect(said(closed.happen(givesTools('look')).effects)).toHaveLength(length)
  })
})
