import type { FieldWord } from '../../protocol/flatFields.ts'
import { REQUEST_FIELDS } from '../../protocol/flatResponse.ts'
import { SESSION_FIELDS } from '../../protocol/flatSession.ts'

const PLACES: Readonly<Record<string, readonly FieldWord[]>> = {
  session: SESSION_FIELDS,
  response: REQUEST_FIELDS,
}

/**
 * GA's `session.audio.output.voice` is flat's `session.voice`.
 *
 * Only what lies inside of something is translated: flat has nothing there. A single name such as
 * `session.max_output_tokens` may be the client's own, refused because flat calls it otherwise.
 */
export function flatPlace(param: string): string {
  const [root = '', ...path] = param.split('.')
  const rows = Object.hasOwn(PLACES, root) ? (PLACES[root] ?? []) : []
  const isHere = ({ ga }: FieldWord) => ga.every((name, index) => path[index] === name)
  const row = rows.find((one) => one.ga.length > 1 && isHere(one))
  return row ? [root, row.flat, ...path.slice(row.ga.length)].join('.') : param
}
