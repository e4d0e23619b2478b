import { expect, it } from 'vitest'
import type { Job } from '../../src/work/serveJobs.ts'
import { startWork } from '../../src/work/startWork.ts'

const double: Job = (port) => {
  port.onmessage = ({ data }: MessageEvent<number>) => port.postMessage(data * 2)
}

const answerOf = (port: MessagePort) =>
  new Promise((resolve) => {
    port.onmessage = ({ data }) => resolve(data)
  })

it('does the job itself where there is no Worker, over a port like any other', async () => {
  expect(typeof Worker).toBe('undefined')
  const work = await startWork({ job: 'double', inPage: async () => double })
  const answer = answerOf(work.port)
  work.port.postMessage(21)
  expect(await answer).toBe(42)
  expect(work).toMatchObject({ where: 'page', tried: [] })
  work.stop()
})

it('leaves nothing open after stop, so that Node can end', async () => {
  const openPorts = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
  // Ports of the test before are closed a moment later.
  await expect.poll(openPorts).toBe(0)
  const work = await startWork({ job: 'double', inPage: async () => double })
  // A port holds Node from the moment when somebody listens.
  work.port.onmessage = () => {}
  expect(openPorts()).toBeGreaterThan(0)
  work.stop()
  await expect.poll(openPorts).toBe(0)
})

it('says so when the code for the page cannot be loaded either', async () => {
  const cause = new Error('chunk 7 is missing')
  const failing = startWork({ job: 'double', inPage: () => Promise.reject(cause) })
  await expect(failing).rejects.toMatchObject({ code: 'worker_load_failed', cause })
  await expect(failing).rejects.toThrow('chunk 7 is missing')
})

it('does not fall back when it was told where the Worker lies', async () => {
  const told = startWork({ job: 'double', url: '/worker.js', inPage: async () => double })
  await expect(told).rejects.toMatchObject({ code: 'worker_load_failed' })
})
