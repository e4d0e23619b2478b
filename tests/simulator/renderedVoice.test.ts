import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseScenario, renderedVoice, type Scenario } from '../../src/simulator/index.ts'
import { hum } from '../../src/simulator/engine/hum.ts'
import { createFliteVoice } from '../../src/simulator/node/FliteVoice.ts'
import { renderLines } from '../../src/simulator/node/renderLines.ts'
import type { Voice } from '../../src/simulator/voice/Voice.ts'

const script: Scenario = parseScenario({
  name: 'ferry',
  session: { voice: 'cedar' },
  turns: [
    { when: { turn: 0 }, reply: [{ say: 'The ferry is late. Please wait.' }] },
    { when: { turn: 1 }, reply: [{ say: 'Here it comes.', voice: 'marin' }] },
    { when: { turn: 2 }, reply: [{ say: 'It leaves at {{tool.time}}.' }] },
  ],
  otherwise: 'parrot',
})

let flite: Voice
let files: ReadonlyMap<string, Uint8Array>
beforeAll(async () => {
  const voice = await createFliteVoice()
  if (!voice) throw new Error('the voice of these tests is not installed')
  flite = voice
  files = await renderLines([script], { speaker: flite })
  return () => voice.close()
})

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/lines`
}

/** A voice from a web server, and what it asked for and told. */
async function voiceOf(body: (name: string) => Uint8Array | string | undefined) {
  const asked: string[] = []
  const told: string[] = []
  const url = await served((request, response) => {
    const name = (request.url ?? '').replace('/lines/', '')
    asked.push(name)
    const found = body(name)
    response.writeHead(found === undefined ? 404 : 200, { connection: 'close' }).end(found)
  })
  return { ...{ asked, told, url }, voice: renderedVoice({ url, log: (line) => told.push(line) }) }
}

/** How far the sound is above what was changed in it, in decibels. */
function signalToNoise(original: Int16Array, copy: Int16Array): number {
  let signal = 0
  let noise = 0
  original.forEach((sample, at) => {
    signal += sample ** 2
    noise += (sample - (copy[at] ?? 0)) ** 2
  })
  return 10 * Math.log10(signal / noise)
}

describe('rendered lines', () => {
  it('are said as the voice said them, at a sixth of the bytes', async () => {
    const { voice, asked, told } = await voiceOf((name) => files.get(name))
    const text = 'The ferry is late.'
    const [original, copy] = await Promise.all([
      flite.speak(text, 'cedar'),
      voice.speak(text, 'cedar'),
    ])
    expect(Math.abs(copy.length - original.length)).toBeLessThanOrEqual(3)
    expect(signalToNoise(original, copy)).toBeGreaterThan(20)
    expect(told).toEqual([])
    const bytes = files.get(asked[1]!)!.length
    expect(original.byteLength / bytes).toBeGreaterThan(5.9)
  })

  it('load when they are said, and once', async () => {
    const { voice, asked } = await voiceOf((name) => files.get(name))
    expect(asked).toEqual([])
    await voice.speak('The ferry is late. Please wait.', 'cedar')
    expect(asked).toHaveLength(3)
    expect(asked[0]).toBe('lines.json')
    await voice.speak('Please wait.', 'cedar')
    expect(asked).toHaveLength(3)
  })

  it('are said by another voice where the one that is asked for was not rendered', async () => {
    const { voice, told } = await voiceOf((name) => files.get(name))
    const cedar = await voice.speak('Please wait.', 'cedar')
    expect(await voice.speak('Please wait.', 'alloy')).toEqual(cedar)
    expect(await voice.speak('Here it comes.', 'cedar')).not.toEqual(hum('Here it comes.'))
    expect(told).toEqual([])
  })

  it('give way to a soft tone for words that nobody knew beforehand, which is told once', async () => {
    const { voice, told } = await voiceOf((name) => files.get(name))
    expect(await voice.speak('It leaves at nine.', 'cedar')).toEqual(hum('It leaves at nine.'))
    await voice.speak('Or at ten.', 'cedar')
    expect(told).toEqual([
      'A soft tone stands for words that cannot be said: "It leaves at nine." was not rendered.',
    ])
  })

  it.each([
    ['a page in place of the list', () => '<!doctype html>', 'is no list of rendered lines'],
    ['no list', () => undefined, 'answered 404'],
    [
      'a page in place of a sound',
      (name: string) => (name === 'lines.json' ? files.get(name) : '<!doctype html>'),
      'holds no rendered line',
    ],
  ])('are hummed where the server has %s', async (_what, body, reason) => {
    const { voice, told, url } = await voiceOf(body)
    expect(await voice.speak('Please wait.', 'cedar')).toEqual(hum('Please wait.'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(url)
    expect(told[0]).toContain(reason)
  })

  it('are asked for again after the network failed', async () => {
    let isUp = false
    const { voice } = await voiceOf((name) => (isUp ? files.get(name) : undefined))
    expect(await voice.speak('Please wait.', 'cedar')).toEqual(hum('Please wait.'))
    isUp = true
    expect(await voice.speak('Please wait.', 'cedar')).not.toEqual(hum('Please wait.'))
  })
})
