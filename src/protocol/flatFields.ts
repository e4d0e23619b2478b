/** Any JSON object. */
export type Fields = Readonly<Record<string, unknown>>

/** The same value in the words of both dialects. What a side does not know it answers unchanged. */
export interface ValueWords {
  toGa(value: unknown): unknown
  toFlat(value: unknown): unknown
}

/** A field that the dialects keep in different places, or say differently. */
export interface FieldWord {
  readonly flat: string
  /** Where GA has it, from the outside in. */
  readonly ga: readonly string[]
  readonly value?: ValueWords
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

export function valueAt(fields: Fields, [head = '', ...rest]: readonly string[]): unknown {
  const value = Object.hasOwn(fields, head) ? fields[head] : undefined
  return rest.length === 0 ? value : isFields(value) ? valueAt(value, rest) : undefined
}

export function withValueAt(
  fields: Fields,
  [head = '', ...rest]: readonly string[],
  value: unknown,
): Fields {
  if (rest.length === 0) return { ...fields, [head]: value }
  const inner = valueAt(fields, [head])
  return { ...fields, [head]: withValueAt(isFields(inner) ? inner : {}, rest, value) }
}

/** Also takes away what held nothing else. */
export function withoutValueAt(fields: Fields, [head = '', ...rest]: readonly string[]): Fields {
  const inner = valueAt(fields, [head])
  if (rest.length === 0) return without(fields, head)
  if (!isFields(inner)) return fields
  const left = withoutValueAt(inner, rest)
  return Object.keys(left).length === 0 ? without(fields, head) : { ...fields, [head]: left }
}

/** Flat to GA. Fields that no row names stay where they are. */
export function fieldsToGa(rows: readonly FieldWord[], flat: Fields): Fields {
  const isMoved = (name: string) => rows.some((row) => row.flat === name)
  const kept = Object.fromEntries(Object.entries(flat).filter(([name]) => !isMoved(name)))
  return rows.reduce((ga: Fields, row) => {
    const value = valueAt(flat, [row.flat])
    if (value === undefined) return ga
    return withValueAt(ga, row.ga, row.value ? row.value.toGa(value) : value)
  }, kept)
}

/** GA to flat. Fields that no row names stay where they are. */
export function fieldsToFlat(rows: readonly FieldWord[], ga: Fields): Fields {
  return rows.reduce((flat: Fields, row) => {
    const value = valueAt(ga, row.ga)
    const left = withoutValueAt(flat, row.ga)
    if (value === undefined) return left
    return { ...left, [row.flat]: row.value ? row.value.toFlat(value) : value }
  }, ga)
}
