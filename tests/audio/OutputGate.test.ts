import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { OutputGate, type OutputGateOptions } from '../../src/audio/playback/OutputGate.ts'

/** The edge of the machine: what was done to the browser, in order. */
let log: string[]
let allows: boolean

class FakeContext extends EventTarget {
  state: AudioContextState = 'suspended'
  resume(): Promise<void> {
    log.push('resume')
    if (!allows) return new Promise(() => {})
    this.state = 'running'
    return Promise.resolve()
  }
  close(): Promise<void> {
    log.push('close')
    return Promise.resolve()
  }
}

class FakeAudio {
  paused = true
  srcObject: object | null = null
  setAttribute(name: string): void {
    log.push(name)
  }
  play(): Promise<void> {
    log.push('play')
    if (!allows) return Promise.reject(new Error('not allowed'))
    this.paused = false
    return Promise.resolve()
  }
  pause(): void {
    this.paused = true
  }
}

beforeEach(() => {
  log = []
  allows = true
  vi.stubGlobal('AudioContext', FakeContext)
  vi.stubGlobal('Audio', FakeAudio)
})
afterEach(() => void vi.unstubAllGlobals())

function gateOn(vendor: string, options: OutputGateOptions = {}) {
  vi.stubGlobal('navigator', { vendor })
  return new OutputGate(options)
}

it.each([
  ['Apple Computer, Inc.', undefined, true],
  ['Apple Computer, Inc.', 'direct', false],
  ['Google Inc.', undefined, false],
  ['Google Inc.', 'element', true],
  ['', 'auto', false],
] as const)(
  'on a browser of %j, the route %s goes through an element: %s',
  (vendor, route, has) => {
    const gate = gateOn(vendor, { outputRoute: route })
    expect(gate.element !== null).toBe(has)
    gate.release()
  },
)

it('unlocks the context and the element in the very call', () => {
  const gate = gateOn('Apple Computer, Inc.')
  expect(log).toEqual(['playsinline'])
  void gate.resume()
  expect(log).toEqual(['playsinline', 'play', 'resume'])
  gate.release()
})

it('is not open while its element is refused, though the context runs', async () => {
  const gate = gateOn('Apple Computer, Inc.')
  expect(await gate.resume()).toBe(true)
  const { element } = gate
  if (element === null) throw new Error('no element')
  element.srcObject = {} as MediaStream
  element.pause()
  expect(gate.isOpen).toBe(false)
  allows = false
  Object.assign(gate.context, { resume: () => Promise.resolve() })
  expect(await gate.resume()).toBe(false)
  allows = true
  expect(await gate.resume()).toBe(true)
  gate.release()
})

it('says no after 300 ms when the browser never answers', async () => {
  vi.useFakeTimers()
  allows = false
  const gate = gateOn('')
  let answer: boolean | undefined
  void gate.resume().then((running) => (answer = running))
  await vi.advanceTimersByTimeAsync(299)
  expect(answer).toBe(undefined)
  await vi.advanceTimersByTimeAsync(1)
  expect(answer).toBe(false)
  vi.useRealTimers()
  gate.release()
})

it('does not ask for the sound while the system has it', async () => {
  const gate = gateOn('')
  Object.assign(gate.context, { state: 'interrupted' })
  expect(await gate.resume()).toBe(false)
  expect(log).toEqual([])
  gate.release()
})

it('shares its context with other gates of the page, until one retires it', () => {
  const [one, two] = [gateOn(''), gateOn('')]
  expect(two.context).toBe(one.context)
  expect(one.shared.isShared).toBe(true)
  one.shared.retire()
  const three = gateOn('')
  expect(three.context).not.toBe(one.context)
  // Its successor does not leave the page with it.
  one.release()
  two.release()
  const four = gateOn('')
  expect(four.context).toBe(three.context)
  three.release()
  four.release()
})
