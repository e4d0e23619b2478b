import type { WireTurnDetection } from '../../../protocol/settings.ts'
import { gaVoices } from '../../dialects/voices.ts'
import type { ScenarioSession } from '../Scenario.ts'
import { about } from './Rule.ts'
import { kinds, needed, nullable, object } from './shapes.ts'
import { boolean, choice, number, text } from './values.ts'

type Of<K extends keyof WireTurnDetection> = Pick<WireTurnDetection, 'type' | K>

const switches = {
  create_response: about('Whether the end of a turn asks for an answer.', boolean),
  interrupt_response: about('Whether speech of the user cancels the answer.', boolean),
}

const ms = number({ min: 0, max: 600_000, kind: 'integer', of: 'milliseconds' })

const serverVad = object<
  Of<
    | 'threshold'
    | 'prefix_padding_ms'
    | 'silence_duration_ms'
    | 'idle_timeout_ms'
    | keyof typeof switches
  >
>({
  type: needed(choice('server_vad')),
  threshold: number({ min: 0, max: 1 }),
  prefix_padding_ms: ms,
  silence_duration_ms: ms,
  idle_timeout_ms: about(
    'The service speaks first after this much quiet.',
    nullable(number({ min: 5000, max: 30_000, kind: 'integer', of: 'milliseconds' })),
  ),
  ...switches,
})

const semanticVad = object<Of<'eagerness' | keyof typeof switches>>({
  type: needed(choice('semantic_vad')),
  eagerness: choice('low', 'medium', 'high', 'auto'),
  ...switches,
})

/** Limits as `session.update` has them. */
export const sessionRule = object<ScenarioSession>({
  voice: choice(...gaVoices),
  instructions: text,
  turn_detection: about(
    'null is push to talk.',
    nullable(kinds('type', { server_vad: serverVad, semantic_vad: semanticVad })),
  ),
})
