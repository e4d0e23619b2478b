/** Whom `authorize` let in: the user's id, of which OpenAI is told the SHA-256 as a safety identifier, or `true` for one who has none; `false` is answered with 401, a refusal of your own as it is. */
export type Authorized = string | boolean | Response

/** OpenAI, or a gateway that mints as it does. */
export interface OpenAIProvider {
  readonly type: 'openai'
  /** From the environment. While it is missing, requests are answered with 500; a build without it succeeds. */
  readonly apiKey: string | undefined
  /** Default `https://api.openai.com/v1`. */
  readonly baseUrl?: string | undefined
}

/** Azure OpenAI, with a key or without. */
export interface AzureProvider {
  readonly type: 'azure'
  /** As `azure()` takes it. */
  readonly endpoint: string
  readonly deployment: string
  readonly apiKey?: string | undefined
  /** Entra, in place of a key: a bearer token for `https://cognitiveservices.azure.com/.default`, as `getBearerTokenProvider` of `@azure/identity` gives it. */
  readonly getToken?: ((signal: AbortSignal) => Promise<string>) | undefined
  /** Only for the preview, such as `2025-04-01-preview`. */
  readonly apiVersion?: string | undefined
}

export interface TokenHandlerOptions {
  /**
   * Asked before anything is minted, and waited for 10 s. Read the user's session from the headers; the body is not yours to read.
   *
   * Whoever is let in talks on your bill.
   */
  readonly authorize: (request: Request) => Authorized | Promise<Authorized>
  readonly provider: OpenAIProvider | AzureProvider
  /** What a session starts with. The holder of a secret may still change it: only a relay can forbid that. */
  readonly session?: {
    /** OpenAI needs one; Azure's is its deployment. */
    readonly model?: string | undefined
    readonly voice?: string | undefined
    readonly instructions?: string | undefined
  }
  /** What a request may choose instead. Anything else is refused. Default nothing. */
  readonly choices?: {
    readonly models?: readonly string[] | undefined
  }
  /** Origins that may ask, exactly as browsers write them: `https://app.example`. Default the handler's own. */
  readonly origins?: readonly string[] | undefined
  /** Whether clients that are no browsers, and so name no origin, may ask. Default false. */
  readonly allowMissingOrigin?: boolean | undefined
  /** Life of a secret until it opens a session, 10 to 7200 s. Default 60. The preview's is always a minute. */
  readonly expiresAfterSeconds?: number | undefined
  /** Told of what is wrong on the server's side, and of an origin that was refused, for its log. Holds no secret and nothing that the provider wrote. Default `console.error` of code and message. */
  readonly onProblem?: ((problem: TokenProblem) => void) | undefined
}

export interface TokenProblem {
  readonly code: string
  /** For the server's log; a client is told less. */
  readonly message: string
  /** The HTTP status that the provider answered with. */
  readonly upstreamStatus?: number
  /** What `authorize` or `getToken` threw. */
  readonly cause?: unknown
}
