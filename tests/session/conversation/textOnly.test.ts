import { afterEach, describe, expect, it, vi } from 'vitest'
import { SampledMicrophone } from '../../../src/testing/SampledMicrophone.ts'
import { liveSession, until } from '../../support/liveSession.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const silence = (ms: number) => new Int16Array(ms * 24)
const voice = (ms: number) => new Int16Array(ms * 24).map((_, n) => (n % 200 < 100 ? 9000 : -9000))

describe('a session without a microphone', () => {
  it('asks for none, and talks in writing', async () => {
    const getUserMedia = vi.fn()
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
    const { session } = await liveSession({ settings: { output: 'text' } })
    await session.connect()
    const done = session.once('response.done')
    session.sendText('Hello')
    await done
    const { items } = session.getSnapshot().conversation
    expect(items.map(({ role, spoken }) => [role, spoken])).toEqual([
      ['user', false],
      ['assistant', false],
    ])
    expect(items[1]?.text).not.toBe('')
    expect(getUserMedia).not.toHaveBeenCalled()
  })

  it('takes one that is given later, and hears it', async () => {
    const { session, simulator, options } = await liveSession()
    await session.connect()
    const microphone = new SampledMicrophone()
    session.setOptions({ ...options, microphone })
    await until(() => microphone.state.get().status === 'live')
    const appended = () =>
      simulator.events.filter((logged) => JSON.stringify(logged).includes('buffer.append')).length
    expect(appended()).toBe(0)
    microphone.speak(voice(400))
    microphone.speak(silence(400))
    await until(() => appended() > 5)
    session.disconnect()
    await until(() => microphone.state.get().status === 'off')
  })
})
