type Json = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOf = (value: unknown, type: unknown): boolean => {
  switch (type) {
    case 'object':
      return isRecord(value)
    case 'array':
      return Array.isArray(value)
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type
    default:
      return true
  }
}

const isOneOf = (value: unknown, list: readonly unknown[]): boolean =>
  list.some((one) => JSON.stringify(one) === JSON.stringify(value))

/**
 * What is wrong with a value by a JSON Schema, in words for the model; null when nothing is.
 *
 * Looks at `type`, `enum`, `const`, `properties`, `required` and `items`, as deep as they go, and at nothing else:
 * ranges, patterns, `anyOf` and `$ref` are read by the model alone. It is no validator; a schema library is one.
 */
export function checkJson(schema: unknown, value: unknown, path = 'arguments'): string | null {
  if (!isRecord(schema)) return null
  const types = [schema['type']].flat()
  if (!types.some((type) => isOf(value, type))) return `${path} must be ${types.join(' or ')}`
  const allowed = 'const' in schema ? [schema['const']] : schema['enum']
  if (Array.isArray(allowed) && !isOneOf(value, allowed))
    return `${path} must be ${allowed.map((one) => JSON.stringify(one)).join(' or ')}`
  if (Array.isArray(value))
    return first(value, (one, at) => [schema['items'], one, `${path}[${at}]`])
  if (!isRecord(value)) return null
  const { required, properties } = schema
  const missing = Array.isArray(required)
    ? (required as unknown[]).find((key) => typeof key === 'string' && !Object.hasOwn(value, key))
    : undefined
  if (typeof missing === 'string') return `${path}.${missing} is missing`
  if (!isRecord(properties)) return null
  const known = Object.keys(properties).filter((key) => Object.hasOwn(value, key))
  return first(known, (key) => [properties[key], value[key], `${path}.${key}`])
}

function first<T>(
  list: readonly T[],
  look: (one: T, at: number) => readonly [schema: unknown, value: unknown, path: string],
): string | null {
  for (const [at, one] of list.entries()) {
    const problem = checkJson(...look(one, at))
    if (problem !== null) return problem
  }
  return null
}
