import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealtimeClientEvent, RealtimeServerEvent } from 'openai/resources/realtime/realtime'
import type { AzureVoice, ClientEvent, ClientEventType } from '../../src/protocol/clientEvents.ts'
import type { ItemReference } from '../../src/protocol/items.ts'
import {
  knownServerEventTypes,
  type KnownServerEventType,
  type ServerEventOf,
} from '../../src/protocol/serverEvents.ts'
import { expect, it } from 'vitest'
import { clientEvents } from '../protocol/clientEventArbitrary.ts'

/** Compiles only when there is nothing in it. */
type Nothing<T extends never> = T

type Same<T, U> = [T, U] extends [U, T] ? true : false

type Primitive = string | number | boolean | null | undefined

/**
 * Ours are read only. What the package does not have, and the service takes: Azure's voices (Voice Live), references to
 * items (its documents), and an approval without an id (the package of OpenAI's agents sends it so).
 */
type AsPublished<T> = T extends Primitive
  ? T
  : Same<T, AzureVoice> extends true
    ? never
    : Same<T, ItemReference> extends true
      ? never
      : T extends { readonly type: 'mcp_approval_response' }
        ? { -readonly [K in keyof T]: T[K] } & { id: string }
        : { -readonly [K in keyof T]: AsPublished<T[K]> }

/** They have one type for what is sent and for what comes back: what comes back has all of its fields. */
type Complete<T> = T extends Primitive
  ? T
  : { [K in keyof T]-?: Complete<Exclude<T[K], undefined>> }

type Said<K> = AsPublished<Extract<ClientEvent, { type: K }>>
type MaySay<K> = Extract<RealtimeClientEvent, { type: K }>
type Heard<K> = Complete<Extract<RealtimeServerEvent, { type: K }>>

/**
 * What we say that the package would not let us.
 *
 * The session of an update is left out: it is also what we read, with fields of every service; its frames are checked
 * in `ownFrames.test.ts`.
 */
type SaidOtherwise = {
  [K in Exclude<ClientEventType, 'session.update'>]: Said<K> extends MaySay<K> ? never : K
}[Exclude<ClientEventType, 'session.update'>]

/** What may come that our types would not take. */
type HeardOtherwise = {
  [K in RealtimeServerEvent['type']]: Heard<K> extends ServerEventOf<K> ? never : K
}[RealtimeServerEvent['type']]

/** Voice Live's. */
type OnlyOurs = 'response.audio_timestamp.delta' | 'response.audio_timestamp.done'

/** Held by the compiler, in the step `interop-types` of `npm run check`. */
export type Held = [
  Nothing<SaidOtherwise>,
  Nothing<HeardOtherwise>,
  Nothing<Exclude<RealtimeServerEvent['type'], KnownServerEventType>>,
  Nothing<Exclude<KnownServerEventType, RealtimeServerEvent['type'] | OnlyOurs>>,
  Nothing<Exclude<RealtimeClientEvent['type'], ClientEventType>>,
  Nothing<Exclude<ClientEventType, RealtimeClientEvent['type']>>,
]

it('leaves out no event that the package has a type for', () => {
  const file = join(import.meta.dirname, 'node_modules/openai/resources/realtime/realtime.d.ts')
  const published = readFileSync(file, 'utf8').matchAll(/\btype: '([a-z_]+\.[a-z_.]+|error)';/g)
  const theirs = new Set([...published].map(([, type]) => type ?? ''))
  const ours = new Set([...knownServerEventTypes(), ...clientEvents.map(([type]) => type)])
  expect(theirs.size).toBeGreaterThan(50)
  const others = [
    // Translation, a protocol of its own, and the word that the preview has for sessions without answers.
    ...['session.close', 'session.closed', 'session.input_audio_buffer.append'],
    ...['session.input_transcript.delta', 'session.output_audio.delta'],
    ...['session.output_transcript.delta', 'transcription_session.update'],
    'transcription_session.updated',
  ]
  expect([...theirs].filter((type) => !ours.has(type)).sort()).toEqual(others)
})
