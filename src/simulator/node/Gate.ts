import type { IncomingMessage } from 'node:http'
import { brainNamed } from '../brain/brainNamed.ts'
import { dialectFor } from '../dialects/dialectFor.ts'
import { startAs } from '../dialects/startAs.ts'
import type { FaultRule } from '../faults/FaultRule.ts'
import { assertFew } from '../faults/assertFew.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { dismissed, refused, type Admission } from './Admission.ts'
import type { ClientSecrets, ClientSecret } from './ClientSecrets.ts'
import { credentials, faultTexts, isFaultKey, offeredProtocols } from './credentials.ts'
import { refuseForeign } from './refuseForeign.ts'
import { addressOf, serviceAt, servicePaths, type Service } from './serviceAt.ts'

export interface GateOptions {
  /** The only key that is accepted; anybody is when there is none. */
  readonly apiKey: string | undefined
  /** Origins of pages besides those of this machine. */
  readonly origins: readonly string[]
  /** Default as today: Azure's preview is served, OpenAI's is not. */
  readonly preview: 'serve' | 'sunset' | undefined
  readonly secrets: ClientSecrets
  /** Reads what an address or a credential asks to go wrong. @throws SimulatorError `fault_invalid` */
  readonly faultsAsked: (text: string) => readonly FaultRule[]
}

/** Of a preview that names none, as OpenAI's beta did. */
const PREVIEW_PATH = '/openai/realtime'
const PREVIEW_VERSION = '2025-04-01-preview'

const asksForBeta = (request: IncomingMessage) =>
  request.headers['openai-beta'] === 'realtime=v1' ||
  offeredProtocols(request).includes('openai-beta.realtime-v1')

/** Decides by address, origin and credential who gets a line, and which. */
export class Gate {
  readonly #options: GateOptions

  constructor(options: GateOptions) {
    this.#options = options
  }

  admit(request: IncomingMessage): Admission {
    const foreign = refuseForeign(request.headers, this.#options.origins)
    if (foreign !== null) return refused(403, foreign)
    const address = addressOf(request.url)
    if (address === null) return refused(400, 'The address cannot be read.')
    const service = serviceAt(address.path)
    if (service === null) return refused(404, `The simulator serves ${servicePaths.join(', ')}.`)
    return (
      this.#refuseGeneration(request, service, address.query) ??
      this.#welcome(request, service, address.query)
    )
  }

  /** Whether a key opens this simulator. A client secret does not count: it makes no other. */
  acceptsKey(keys: readonly string[]): boolean {
    const { apiKey } = this.#options
    return apiKey === undefined || keys.includes(apiKey)
  }

  #refuseGeneration(
    request: IncomingMessage,
    { manners, generation }: Service,
    query: URLSearchParams,
  ): Admission | null {
    const { preview } = this.#options
    if (manners === 'openai')
      return asksForBeta(request) && preview !== 'serve'
        ? dismissed(
            'beta_api_shape_disabled',
            'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.',
          )
        : null
    // What Azure's preview answers once it is switched off was never seen: this is how Azure refuses any other path.
    if (generation === 'preview' && preview === 'sunset') return refused(404, 'Resource not found')
    return generation === 'GA' && query.has('api-version')
      ? refused(401, 'Access denied: the GA path takes no api-version.')
      : null
  }

  #welcome(request: IncomingMessage, service: Service, query: URLSearchParams): Admission {
    const keys = credentials(request, query)
    const found = keys.map((key) => this.#options.secrets.find(key)).find((one) => one !== null)
    const isOpenAI = service.manners === 'openai'
    if (found?.isExpired === true && !isOpenAI) return { type: 'expired' }
    const isKnown = found ? !found.isExpired : this.acceptsKey(keys) || keys.some(isFaultKey)
    if (!isKnown)
      return isOpenAI
        ? dismissed('invalid_api_key', 'Incorrect API key provided.', 3000)
        : refused(401, 'Access denied due to invalid credentials.')
    return this.#line(request, service, query, found?.secret ?? null)
  }

  #line(
    request: IncomingMessage,
    { path, manners }: Service,
    query: URLSearchParams,
    secret: ClientSecret | null,
  ): Admission {
    const isBeta = manners === 'openai' && asksForBeta(request)
    const dialect = isBeta
      ? dialectFor(PREVIEW_PATH, PREVIEW_VERSION)
      : dialectFor(path, query.get('api-version'))
    if (dialect === null) return refused(404, `The simulator does not serve ${path}.`)
    const model = query.get('model') ?? query.get('deployment') ?? secret?.model
    if (!model && manners === 'openai')
      return dismissed('missing_model', 'You must provide a model parameter.')
    const brain = query.get('brain')
    try {
      if (query.get('intent') === 'transcription') throw noTranscription()
      if (brain !== null) brainNamed(brain)
      const rules = faultTexts(request, query).flatMap((text) => this.#options.faultsAsked(text))
      assertFew(rules)
      const startWith = secret ? startAs(dialect, secret.words, secret.startWith) : undefined
      return { type: 'welcome', dialect, model: model || 'gpt-realtime', brain, startWith, rules }
    } catch (error) {
      if (error instanceof SimulatorError) return dismissed('invalid_value', error.message)
      throw error
    }
  }
}

const noTranscription = () =>
  new SimulatorError('option_invalid', 'The simulator has no transcription sessions.')
