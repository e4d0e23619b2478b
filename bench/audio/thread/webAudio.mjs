/* global EventTarget */
// As much of Web Audio as a player needs, in Node: messages arrive at once, and blocks are rendered by hand.
import { readFile } from 'node:fs/promises'
import { resolveObjectURL } from 'node:buffer'
import { runInThisContext } from 'node:vm'

export const RATE_HZ = 24_000
export const QUANTUM = 128

const processors = new Map()
const loaded = new Set()
const living = []
let given = null

const textOf = (url) =>
  url.startsWith('blob:') ? resolveObjectURL(url).text() : readFile(new URL(url), 'utf8')

/** Runs the source of a worklet, once: a page loads it once as well. */
export function load(source) {
  if (loaded.has(source)) return
  loaded.add(source)
  runInThisContext(source)
}

/** What the thread says waits until somebody looks: in a browser it is another thread's work. */
function channel() {
  const waiting = []
  const node = {
    onmessage: null,
    postMessage: (data) => thread.onmessage?.({ data }),
    start: () => undefined,
    close: () => undefined,
  }
  const thread = {
    onmessage: null,
    postMessage: (data) => waiting.push(data),
    start: () => undefined,
    close: () => undefined,
  }
  const deliver = () => {
    for (const data of waiting.splice(0)) node.onmessage?.({ data })
  }
  return { node, thread, deliver }
}

class Node_ {
  gain = {
    value: 1,
    cancelScheduledValues: () => undefined,
    setValueAtTime: () => undefined,
    linearRampToValueAtTime: () => undefined,
  }
  connect = (target) => target
  disconnect = () => undefined
  getFloatTimeDomainData = () => undefined
}

/** A node and its processor. @returns What renders it, and hands on what it said. */
export function startProcessor(name, options = {}) {
  const { node, thread, deliver } = channel()
  given = thread
  const processor = new (processors.get(name))(options)
  const output = new Float32Array(QUANTUM)
  const outputs = [[output]]
  const part = {
    port: node,
    deliver,
    output,
    alive: true,
    render() {
      if (part.alive) part.alive = processor.process([], outputs, {}) !== false
    },
  }
  return part
}

class WorkletNode extends Node_ {
  constructor(context, name, options) {
    super()
    const part = startProcessor(name, options)
    living.push(part)
    this.port = part.port
  }
}

class Context extends EventTarget {
  state = 'running'
  sampleRate = RATE_HZ
  destination = new Node_()
  audioWorklet = { addModule: async (url) => load(await textOf(String(url))) }
  get currentTime() {
    return globalThis.currentTime
  }
  resume = () => Promise.resolve()
  close = () => Promise.resolve()
}

/** Makes this process an audio thread and a page at once. */
export function install() {
  Object.assign(globalThis, {
    sampleRate: RATE_HZ,
    currentTime: 0,
    currentFrame: 0,
    AudioWorkletProcessor: class {
      port = given
    },
    registerProcessor: (name, type) => processors.set(name, type),
    AudioContext: Context,
    AudioWorkletNode: WorkletNode,
    GainNode: Node_,
    AnalyserNode: Node_,
    document: Object.assign(new EventTarget(), { hidden: false }),
  })
}

/** The processors that nodes were made of, since the last call. */
export const takeLiving = () => living.splice(0)

export function tick() {
  globalThis.currentFrame += QUANTUM
  globalThis.currentTime = globalThis.currentFrame / RATE_HZ
}
