import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Refusal } from '../engine/Refusal.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { HttpProblem } from './HttpProblem.ts'
import { readJson } from './readJson.ts'
import { refuseForeign } from './refuseForeign.ts'
import { addressOf, servicePaths } from './serviceAt.ts'

export interface Asked {
  readonly request: IncomingMessage
  readonly query: URLSearchParams
  /** The JSON that came with it; `undefined` without. */
  readonly body: unknown
}

/** Answers with what becomes JSON; `null` is 204. @throws HttpProblem, Refusal (400) or SimulatorError (400) */
export type Route = (asked: Asked) => object | null | Promise<object | null>

/** By method and path, such as `POST /v1/realtime/client_secrets`. */
export type Routes = Readonly<Record<string, Route>>

export interface HttpOptions {
  readonly origins: readonly string[]
  readonly log: (line: string) => void
}

const METHODS = ['GET', 'POST', 'DELETE']
const ALLOWED_HEADERS = 'authorization, api-key, content-type, openai-organization, openai-project'
const MAX_AGE_SECONDS = '600'

function problemOf(error: unknown): HttpProblem | null {
  if (error instanceof HttpProblem) return error
  if (error instanceof Refusal) return new HttpProblem(400, error.message, error.code, error.param)
  if (error instanceof SimulatorError) return new HttpProblem(400, error.message, error.code)
  return null
}

function answer(response: ServerResponse, status: number, body: object | null): void {
  if (body === null) return void response.writeHead(status).end()
  // Before the head: this may fail, and then another one is told.
  const json = JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(json)
}

/** Only an origin that was let in gets here, so that no page elsewhere is ever answered, nor everybody at once. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Vary', 'Origin')
  if (headers.origin === undefined) return
  response.setHeader('Access-Control-Allow-Origin', headers.origin)
  if (headers['access-control-request-private-network'] === 'true')
    response.setHeader('Access-Control-Allow-Private-Network', 'true')
}

/** What the simulator serves besides WebSocket. */
export function httpRoutes(routes: Routes, { origins, log }: HttpOptions): RequestListener {
  const methodsOf = (path: string) => METHODS.filter((method) => `${method} ${path}` in routes)

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = refuseForeign(request.headers, origins)
    if (foreign !== null) throw new HttpProblem(403, foreign)
    allowOrigin(request, response)
    const address = addressOf(request.url)
    if (address === null) throw new HttpProblem(400, 'The address cannot be read.')
    const { path, query } = address
    const methods = methodsOf(path)
    if (methods.length === 0) throw notServed(path, Object.keys(routes))
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', methods.join(', '))
      response.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS)
      response.setHeader('Access-Control-Max-Age', MAX_AGE_SECONDS)
      return answer(response, 204, null)
    }
    const route = routes[`${request.method} ${path}`]
    if (!route) {
      response.setHeader('Allow', methods.join(', '))
      throw new HttpProblem(405, `${path} takes ${methods.join(' and ')}.`)
    }
    const body = await route({ request, query, body: await readJson(request) })
    answer(response, body === null ? 204 : 200, body)
  }

  function explain(error: unknown, response: ServerResponse): void {
    if (response.headersSent) {
      log(`The simulator failed: ${String(error)}`)
      return void response.destroy()
    }
    // A body that is still coming would be read as the next request.
    response.setHeader('Connection', 'close')
    const problem = problemOf(error)
    if (problem) return answer(response, problem.status, problem.body)
    log(`The simulator failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`)
    answer(response, 500, new HttpProblem(500, 'The simulator failed.').body)
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Whoever hung up while sending needs no answer.
      if (!request.complete && request.destroyed) return
      explain(error, response)
    })
  }
}

function notServed(path: string, routes: readonly string[]): HttpProblem {
  if (path === '' || servicePaths.includes(path))
    return new HttpProblem(426, 'This is the Realtime simulator. It speaks WebSocket.')
  const http = `It serves ${routes.join(', ')}`
  const sockets = `and WebSocket on ${servicePaths.join(', ')}`
  return new HttpProblem(404, `The simulator has no ${path.slice(0, 100)}. ${http}; ${sockets}.`)
}
