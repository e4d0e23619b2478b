import type { Provider } from './endpoint.ts'

const SHARED = ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse'] as const
/** OpenAI's list of 2026; it recommends the first two. */
const OPENAI = ['marin', 'cedar', ...SHARED, 'shida'] as const

/**
 * The voices that each service names in its documents, the recommended ones first.
 *
 * Suggestions, not limits: any other name may be asked for, and the service says whether it has it. Azure's
 * preview of 2024 has `alloy`, `echo` and `shimmer` for certain; Voice Live also takes every Azure voice, as an
 * object such as `{ type: 'azure-standard', name: 'en-US-Ava:DragonHDLatestNeural' }`.
 */
export const VOICES = {
  openai: OPENAI,
  // Azure's own list has eight; its samples use `marin`.
  azure: [...SHARED, 'marin'],
  'voice-live': [
    ...SHARED,
    'aarti',
    'andrew',
    'ava',
    'denise',
    'diya',
    'elsa',
    'florian',
    'francisca',
    'meera',
    'xiaoxiao',
    'yunxi',
    'ximena',
  ],
  local: OPENAI,
} as const satisfies Record<Provider, readonly string[]>

/** Names that were seen in use and that no service ever documented: they can be chosen, and are likely to be refused. */
export const UNDOCUMENTED_VOICES = [
  'amuch',
  'dan',
  'elan',
  'marilyn',
  'breeze',
  'cove',
  'ember',
  'jupiter',
] as const

/** Names that an editor can suggest. */
export type KnownVoice =
  (typeof VOICES)[keyof typeof VOICES][number] | (typeof UNDOCUMENTED_VOICES)[number]

/** Any name; or, in the service's own words, an object: `{ id }` for a custom voice of OpenAI's, `{ type, name }` for one of Voice Live's. */
export type Voice = KnownVoice | (string & {}) | Readonly<Record<string, unknown>>
