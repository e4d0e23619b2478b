import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { afterEach } from 'vitest'
import {
  startSimulator,
  type RunningSimulator,
  type SimulatorOptions,
} from '../../../src/simulator/node/index.ts'
import { Client } from './client.ts'
import { LoudnessHearing, steadyVoice } from './parts.ts'

const running: RunningSimulator[] = []
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.close())))

/** A simulator on a port of its own, closed after the test, that answers at once and hears by loudness. */
export async function served(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({
    pace: 0,
    voice: steadyVoice,
    createHearing: () => new LoudnessHearing(),
    ...options,
  })
  running.push(simulator)
  const open = (path = '/v1/realtime?model=m', protocols?: string[], more?: object) =>
    new Client(simulator.url + path, protocols, more)
  const ask = (method: string, path: string, more: Asking = {}) =>
    asked(simulator.port, method, path, more)
  return { simulator, open, ask }
}

export interface Asking {
  readonly headers?: Record<string, string>
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The JSON of it; `null` when there is none. */
  readonly body: unknown
}

function asked(port: number, method: string, path: string, { headers, body }: Asking) {
  return new Promise<Answer>((resolve, reject) => {
    const json = body === undefined ? {} : { 'Content-Type': 'application/json' }
    const options = { port, host: '127.0.0.1', method, path, headers: { ...json, ...headers } }
    const request = httpRequest(options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => {
        const { statusCode = 0, headers: told } = response
        const isJson = told['content-type'] === 'application/json'
        const read: unknown = isJson ? JSON.parse(text) : null
        resolve({ status: statusCode, headers: told, text, body: read })
      })
    })
    request.once('error', reject)
    if (body !== undefined) request.write(typeof body === 'string' ? body : JSON.stringify(body))
    request.end()
  })
}

/** The HTTP status that a refused line is answered with. */
export const refusal = ({ socket }: Client) =>
  new Promise<number>((resolve, reject) => {
    socket.once('unexpected-response', (_request, { statusCode }: { statusCode: number }) =>
      resolve(statusCode),
    )
    socket.once('open', () => reject(new Error('the line was opened')))
  })
