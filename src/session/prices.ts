import type { Tokens, TokenCount, Usage } from './Measures.ts'

/** For a million tokens of one kind. */
export interface TokenPrice {
  readonly input: number
  /** What is read from the service's cache. Default: as `input`. */
  readonly cached?: number | undefined
  readonly output?: number | undefined
}

/**
 * Your own: they differ by model, contract and month, so none come with this package. A kind that is left out costs
 * nothing.
 */
export interface Prices {
  readonly text?: TokenPrice | undefined
  readonly audio?: TokenPrice | undefined
  readonly image?: TokenPrice | undefined
  /** The model that writes the user's words down: for a million tokens, or for a minute of sound. */
  readonly transcription?:
    | {
        readonly input?: number | undefined
        readonly output?: number | undefined
        readonly minute?: number | undefined
      }
    | undefined
  /** Shown as it is: a sign, a code, or credits of your own. Default empty. */
  readonly currency?: string | undefined
}

/** An estimate, in the unit of the prices. Not rounded. */
export interface Cost {
  readonly text: number
  readonly audio: number
  readonly image: number
  readonly transcription: number
  readonly total: number
  readonly currency: string
}

const MILLION = 1_000_000

function costOfKind(tokens: TokenCount, price: TokenPrice | undefined): number {
  if (price === undefined) return 0
  const { input, cached = input, output = 0 } = price
  const fresh = tokens.input - tokens.cached
  return (fresh * input + tokens.cached * cached + tokens.output * output) / MILLION
}

const countOf = ({ input, output }: TokenCount): number => input + output

/**
 * What it cost: of all answers of a conversation, or of one (`usage.last`), which has no transcription.
 *
 * @returns Null where nobody can say: the service did not tell of which kind its tokens were.
 */
export function costOf(usage: Tokens & Partial<Usage>, prices: Prices): Cost | null {
  if (usage.total > countOf(usage.text) + countOf(usage.audio) + countOf(usage.image)) return null
  const text = costOfKind(usage.text, prices.text)
  const audio = costOfKind(usage.audio, prices.audio)
  const image = costOfKind(usage.image, prices.image)
  const { input = 0, output = 0, minute = 0 } = prices.transcription ?? {}
  const written = usage.transcription ?? { input: 0, output: 0, seconds: 0 }
  const transcription =
    (written.input * input + written.output * output) / MILLION + (written.seconds / 60) * minute
  const total = text + audio + image + transcription
  return { text, audio, image, transcription, total, currency: prices.currency ?? '' }
}
