import { afterEach, expect, it, vi } from 'vitest'
import { loadWeights } from '../../src/audio/vad/loadWeights.ts'
import type { FromSimulator, PageSettings, ToSimulator } from '../../src/simulator/pageMessages.ts'
import source from '../../src/voice.worker.ts?embed'
import { STAMP } from '../../src/work/stamp.ts'
import { startWork, type Work } from '../../src/work/startWork.ts'

const never = () => Promise.reject(new Error('not in the page'))

const script = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`

/** Starts a simulated session over the port and gives the first thing that it says. */
async function firstWord({ port, stop }: Work): Promise<string> {
  const answer = new Promise<string>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<FromSimulator>) => {
      if (data.type === 'frame') resolve(/"type":"([^"]*)"/.exec(data.text)?.[1] ?? data.text)
    }
  })
  const settings: PageSettings = {
    ...{ model: 'gpt-realtime', brain: 'listener', scenario: undefined, clips: {} },
    ...{ faults: [], hasVoice: false, sessionTtlMs: undefined },
    ...{ pace: undefined, latencyMs: undefined, transcription: undefined },
  }
  port.postMessage({ type: 'start', settings, weights: await loadWeights() } satisfies ToSimulator)
  const word = await answer
  stop()
  return word
}

afterEach(() => vi.useRealTimers())

it('runs the embedded source where the page has no policy against it', async () => {
  const work = await startWork({ job: 'simulator', inPage: never })
  expect(work).toMatchObject({ where: 'blob', tried: [] })
  expect(await firstWord(work)).toBe('session.created')
})

it('runs the file that it is told of', async () => {
  const work = await startWork({ job: 'simulator', url: script(source), inPage: never })
  expect(work.where).toBe('workerUrl')
  expect(await firstWord(work)).toBe('session.created')
})

it.each([
  ['is not there', '/nowhere/worker.js', 'refused or not found'],
  ['is no script', '/', 'refused or not found'],
  ['fails at once', script('throw new Error("spoilt")'), 'spoilt'],
  ['is another Worker', script('postMessage("hello")'), 'not the Worker of this version'],
  [
    'is of another version',
    script(source.replaceAll(STAMP, 'react-realtime-voice 0.0.1')),
    'not the Worker of this version',
  ],
  ['is of another origin', 'https://elsewhere.invalid/worker.js', 'elsewhere.invalid'],
])('refuses a file that %s, and says why', async (_what, url, reason) => {
  const work = startWork({ job: 'simulator', url, inPage: never })
  await expect(work).rejects.toMatchObject({ code: 'worker_load_failed' })
  await expect(work).rejects.toThrow(reason)
})

it('waits five seconds for a Worker that says nothing', async () => {
  vi.useFakeTimers()
  const work = startWork({ job: 'simulator', url: script('onmessage = null'), inPage: never })
  const refused = expect(work).rejects.toThrow('no answer in 5000 ms')
  await vi.advanceTimersByTimeAsync(5000)
  await refused
})
