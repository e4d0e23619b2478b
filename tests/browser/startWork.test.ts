import { afterEach, expect, it, vi } from 'vitest'
import source from '../../src/voice.worker.ts?embed'
import { STAMP } from '../../src/work/stamp.ts'
import { startWork, type Work } from '../../src/work/startWork.ts'

const never = () => Promise.reject(new Error('not in the page'))

const script = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`

/** Sends one message to the job `echo` and gives what comes back. */
async function echo({ port, stop }: Work): Promise<unknown> {
  const answer = new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data)
  })
  port.postMessage('ping')
  const data = await answer
  stop()
  return data
}

afterEach(() => vi.useRealTimers())

it('runs the embedded source where the page has no policy against it', async () => {
  const work = await startWork({ job: 'echo', inPage: never })
  expect(work).toMatchObject({ where: 'blob', tried: [] })
  expect(await echo(work)).toBe('ping')
})

it('runs the file that it is told of', async () => {
  const work = await startWork({ job: 'echo', url: script(source), inPage: never })
  expect(work.where).toBe('workerUrl')
  expect(await echo(work)).toBe('ping')
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
  const work = startWork({ job: 'echo', url, inPage: never })
  await expect(work).rejects.toMatchObject({ code: 'worker_load_failed' })
  await expect(work).rejects.toThrow(reason)
})

it('waits five seconds for a Worker that says nothing', async () => {
  vi.useFakeTimers()
  const work = startWork({ job: 'echo', url: script('onmessage = null'), inPage: never })
  const refused = expect(work).rejects.toThrow('no answer in 5000 ms')
  await vi.advanceTimersByTimeAsync(5000)
  await refused
})
