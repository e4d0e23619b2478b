import { afterEach, expect, it, vi } from 'vitest'
import { VoiceContext } from '../../src/audio/audioContext.ts'

afterEach(() => void vi.unstubAllGlobals())

/** The edge of the machine: a context whose worklet loads when the test says so. */
function slowContext() {
  let loaded: () => void = () => {}
  const log: string[] = []
  const context = {
    audioWorklet: {
      addModule: () =>
        new Promise<void>((resolve) => {
          log.push('loading')
          loaded = () => {
            log.push('loaded')
            resolve()
          }
        }),
    },
    close: () => {
      log.push('closed')
      return Promise.resolve()
    },
  }
  return { context: context as unknown as AudioContext, log, load: () => loaded() }
}

it('is not closed while its worklet loads, because Chromium loses the whole tab over it', async () => {
  const { context, log, load } = slowContext()
  const voice = new VoiceContext(context).use()
  void voice.addWorklet((fresh) => fresh.audioWorklet.addModule('/worklet.js'))
  await vi.waitFor(() => expect(log).toEqual(['loading']))
  voice.release()
  await new Promise((resolve) => setTimeout(resolve, 10))
  expect(log).toEqual(['loading'])
  load()
  await vi.waitFor(() => expect(log).toEqual(['loading', 'loaded', 'closed']))
})

it('is closed by its last user', async () => {
  const { context, log } = slowContext()
  const voice = new VoiceContext(context).use().use()
  voice.release()
  await Promise.resolve()
  expect(log).toEqual([])
  voice.release()
  await vi.waitFor(() => expect(log).toEqual(['closed']))
})
