/** Answers what can be used of a value, or `undefined`. The same object when nothing had to be left out of it. */
export type Read<T> = (value: unknown) => T | undefined

/** A field that may be missing, and is left out when it cannot be used. */
export interface Optional<T> {
  readonly optional: Read<T>
}

/** What is read of a record. Fields that are not named are kept, and never looked at. */
export type Shape = Readonly<Record<string, Read<unknown> | Optional<unknown>>>

/** The type that a shape promises. */
export type Fields<S extends Shape> = {
  readonly [K in keyof S as S[K] extends Optional<unknown> ? never : K]: S[K] extends Read<infer T>
    ? T
    : never
} & {
  readonly [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: S[K] extends Optional<
    infer T
  >
    ? T
    : never
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text: Read<string> = (value) => (typeof value === 'string' ? value : undefined)
export const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
export const number: Read<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined
export const record: Read<Readonly<Record<string, unknown>>> = (value) =>
  isRecord(value) ? value : undefined

export const oneOf =
  <T extends string>(...words: readonly T[]): Read<T> =>
  (value) =>
    words.find((word) => word === value)

export const optional = <T>(read: Read<T>): Optional<T> => ({ optional: read })

const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value)

/** As `optional`; services also send null where they mean that a field is missing. */
export const maybe = <T>(read: Read<T>): Optional<T | null> => optional(orNull(read))

/** Stands in for what is missing or cannot be used. */
export const orElse =
  <T>(read: Read<T>, fallback: T): Read<T> =>
  (value) =>
    read(value) ?? fallback

/** Entries that cannot be used are left out. */
export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value)) return undefined
    const given: readonly unknown[] = value
    const all = given.flatMap((one) => read(one) ?? [])
    // The same items in the same places: the same list.
    return all.length === given.length && all.every((one, at) => one === given[at])
      ? (value as readonly T[])
      : all
  }

/** A record of any names. Values that cannot be used are left out. */
export const mapOf =
  <T>(read: Read<T>): Read<Readonly<Record<string, T>>> =>
  (value) => {
    if (!isRecord(value)) return undefined
    const all = Object.entries(value).flatMap(([name, one]) => {
      const usable = read(one)
      return usable === undefined ? [] : [[name, usable] as const]
    })
    return Object.fromEntries(all)
  }

/** The record with what cannot be used left out, or the first field without which it means nothing. */
export function readFields(
  value: Readonly<Record<string, unknown>>,
  shape: Shape,
): { readonly value: Readonly<Record<string, unknown>> } | { readonly wrong: string } {
  let usable: Record<string, unknown> = value
  for (const [name, field] of Object.entries(shape)) {
    const before = Object.hasOwn(value, name) ? value[name] : undefined
    const isOptional = 'optional' in field
    const after = isOptional ? field.optional(before) : field(before)
    if (after === undefined && !isOptional) return { wrong: name }
    if (after === before) continue
    if (usable === value) usable = { ...value }
    if (after === undefined) Reflect.deleteProperty(usable, name)
    else usable[name] = after
  }
  return { value: usable }
}

/** @returns What the shape promises: every field that it names was read just now, by the reader that its type is made from. */
export const object =
  <S extends Shape>(shape: S): Read<Fields<S>> =>
  (value) => {
    if (!isRecord(value)) return undefined
    const all = readFields(value, shape)
    return 'wrong' in all ? undefined : (all.value as Fields<S>)
  }
