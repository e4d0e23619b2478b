import { ga } from '../dialects/ga.ts'
import { preview2025 } from '../dialects/preview2025.ts'
import type { ServiceDialect } from '../dialects/ServiceDialect.ts'
import { updatedSession } from '../engine/EffectiveSession.ts'
import { idMaker } from '../engine/idMaker.ts'
import { Refusal } from '../engine/Refusal.ts'
import { isRecord, number, object, oneOf } from '../engine/shape.ts'
import type { ClientSecret, ClientSecrets } from './ClientSecrets.ts'
import { credentials } from './credentials.ts'
import type { Gate } from './Gate.ts'
import { HttpProblem } from './HttpProblem.ts'
import type { Asked, Route, Routes } from './httpRoutes.ts'

const GA_LIFE_SECONDS = 600
const PREVIEW_LIFE_SECONDS = 60
const DEFAULT_MODEL = 'gpt-realtime'

const asSeconds = ({ expiresAtMs }: ClientSecret) => Math.floor(expiresAtMs / 1000)

const lifeShape = object({ anchor: oneOf('created_at'), seconds: number(10, 7200, 'integer') })

/** The life that was asked for and the session, which its dialect checks. @throws Refusal */
function readMint(body: unknown): { readonly seconds: number; readonly session: unknown } {
  if (!isRecord(body)) throw new HttpProblem(400, 'The body must be an object.', 'invalid_type')
  const { expires_after: life = {}, session, ...others } = body
  for (const name of Object.keys(others))
    throw new Refusal('unknown_parameter', `Unknown parameter: '${name}'.`, name)
  lifeShape(life, 'expires_after')
  const seconds = isRecord(life) ? life['seconds'] : undefined
  return { seconds: typeof seconds === 'number' ? seconds : GA_LIFE_SECONDS, session }
}

/** The model that one of our own clients asks an app's token endpoint for. */
function readTokenRequest(body: unknown): string | null {
  if (!isRecord(body)) throw new HttpProblem(400, 'The body must be an object.', 'invalid_type')
  const { model, provider } = body
  for (const [name, value] of Object.entries({ model, provider }))
    if (value !== undefined && (typeof value !== 'string' || value === ''))
      throw new HttpProblem(400, `${name} must be a text.`, 'invalid_type', name)
  return typeof model === 'string' ? model : null
}

export interface SecretOptions {
  readonly gate: Gate
  readonly secrets: ClientSecrets
  readonly preview: 'serve' | 'sunset' | undefined
}

/**
 * Where pages get a key that may be seen: GA's `client_secrets`, the `sessions` of the preview before it, and `/token`,
 * which stands in for the token endpoint of an app.
 */
export function secretRoutes({ gate, secrets, preview }: SecretOptions): Routes {
  function assertKey({ request, query }: Asked): void {
    if (gate.acceptsKey(credentials(request, query))) return
    throw new HttpProblem(401, 'Incorrect API key provided.', 'invalid_api_key')
  }

  /** @returns The secret, and the session that it starts in the client's words. */
  function mint(dialect: ServiceDialect, session: unknown, lifeSeconds: number) {
    const asked = isRecord(session) ? session['model'] : null
    const model = typeof asked === 'string' && asked !== '' ? asked : null
    const id = idMaker(Math.random)('sess')
    const start = dialect.start(id, model ?? DEFAULT_MODEL, Date.now())
    const startWith = session === undefined ? {} : dialect.readSession(session, start)
    const secret = secrets.mint({
      lifeMs: lifeSeconds * 1000,
      model,
      words: dialect.name,
      startWith,
    })
    const effective = updatedSession(start, startWith, false)
    const created = { type: 'session.created', event_id: 'event_0', session: effective } as const
    const [frame] = dialect.write(created)
    return { secret, session: frame && 'session' in frame ? frame.session : effective }
  }

  const clientSecret: Route = (asked) => {
    assertKey(asked)
    const { seconds, session: start } = readMint(asked.body ?? {})
    const { secret, session } = mint(ga, start, seconds)
    return { value: secret.value, expires_at: asSeconds(secret), session }
  }

  const previewSession: Route = (asked) => {
    assertKey(asked)
    const { secret, session } = mint(preview2025, asked.body, PREVIEW_LIFE_SECONDS)
    const client_secret = { value: secret.value, expires_at: asSeconds(secret) }
    return { ...(isRecord(session) ? session : {}), client_secret }
  }

  /** Asks for no key: an app's own endpoint knows its users by their cookie, and holds the key itself. */
  const token: Route = ({ body }) => {
    const model = readTokenRequest(body ?? {})
    const secret = secrets.mint({
      lifeMs: GA_LIFE_SECONDS * 1000,
      model,
      words: 'GA',
      startWith: {},
    })
    return { value: secret.value, expires_at: asSeconds(secret) }
  }

  return {
    'POST /token': token,
    'POST /v1/realtime/client_secrets': clientSecret,
    'POST /openai/v1/realtime/client_secrets': clientSecret,
    ...(preview === 'sunset'
      ? {}
      : {
          'POST /openai/realtimeapi/sessions': previewSession,
          'POST /v1/realtime/sessions': previewSession,
        }),
  }
}
