interface Part {
  readonly type: string
  readonly text: string
  readonly audio: string
  readonly transcript: string
}

interface HeardItem {
  readonly id: string
  readonly type: string
  readonly role?: string
  readonly status: string
  readonly content: readonly [Part, ...Part[]]
}

interface Tokens {
  readonly text_tokens: number
  readonly audio_tokens: number
}

/** Any event as a test looks at it: it has of these what its type has. */
export interface Heard {
  readonly type: string
  readonly item_id: string
  readonly response_id: string
  readonly previous_item_id: string | null
  readonly audio_start_ms: number
  readonly audio_end_ms: number
  readonly delta: string
  readonly text: string
  readonly transcript: string
  readonly usage: object
  readonly part: Part
  readonly item: HeardItem
  readonly error: {
    readonly code: string
    readonly message: string
    readonly param: string
    readonly event_id: string
  }
  readonly session: {
    readonly id: string
    readonly model: string
    readonly instructions: string
    readonly audio: {
      readonly input: { readonly turn_detection: object | null }
      readonly output: { readonly voice: string }
    }
  }
  readonly response: {
    readonly id: string
    readonly status: string
    readonly status_details: object
    readonly output: readonly [HeardItem, ...HeardItem[]]
    readonly usage: {
      readonly total_tokens: number
      readonly input_tokens: number
      readonly output_tokens: number
      readonly input_token_details: Tokens
      readonly output_token_details: Tokens
    }
  }
}
