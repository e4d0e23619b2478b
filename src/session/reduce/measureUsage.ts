import type { ResponseUsage } from '../../protocol/serverEvents.ts'
import type { SessionEvent } from '../events.ts'
import type { Measuring, TokenCount, Tokens, Usage } from '../Measures.ts'

const COUNTED_KEPT = 100

/** What a service counted, or nothing where it counted nonsense. */
const count = (value: unknown): number =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : 0

const add = (a: TokenCount, b: TokenCount): TokenCount => ({
  input: a.input + b.input,
  cached: a.cached + b.cached,
  output: a.output + b.output,
})

/** Tokens by kind, of one answer. */
function read(usage: ResponseUsage): Tokens {
  const { input_token_details: input, output_token_details: output } = usage
  const split = input?.cached_tokens_details
  // Where the service does not say of which kind they are: what is cached is the beginning, and that is text.
  let loose = split ? 0 : count(input?.cached_tokens)
  const kind = (name: 'text_tokens' | 'audio_tokens' | 'image_tokens'): TokenCount => {
    const all = count(input?.[name])
    const cached = Math.min(all, split ? count(split[name]) : loose)
    loose -= cached
    return { input: all, cached, output: count(output?.[name]) }
  }
  const [text, audio, image] = [kind('text_tokens'), kind('audio_tokens'), kind('image_tokens')]
  const total = count(usage.total_tokens) || count(usage.input_tokens) + count(usage.output_tokens)
  return { text, audio, image, total }
}

function once(measures: Measuring, id: string, more: Partial<Usage>): Measuring {
  return {
    ...measures,
    usage: { ...measures.usage, ...more },
    counted: [...measures.counted, id].slice(-COUNTED_KEPT),
  }
}

/** Adds what an answer or a transcription cost, once, however often we hear of it. */
export function measureUsage(measures: Measuring, event: SessionEvent): Measuring {
  const { usage, counted } = measures
  if (event.type === 'response.done') {
    const { id, usage: cost } = event.response
    if (cost == null || counted.includes(id)) return measures
    const last = read(cost)
    return once(measures, id, {
      text: add(usage.text, last.text),
      audio: add(usage.audio, last.audio),
      image: add(usage.image, last.image),
      total: usage.total + last.total,
      last,
    })
  }
  if (event.type === 'conversation.item.input_audio_transcription.completed') {
    const { item_id: id, usage: cost } = event
    if (cost == null || counted.includes(id)) return measures
    const { input, output, seconds } = usage.transcription
    return once(measures, id, {
      transcription: {
        input: input + count(cost.input_tokens),
        output: output + count(cost.output_tokens),
        seconds: seconds + count(cost.seconds),
      },
    })
  }
  return measures
}
