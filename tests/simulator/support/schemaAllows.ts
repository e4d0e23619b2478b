type Schema = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

type Keyword = (
  value: unknown,
  given: never,
  allows: (schema: Schema, value: unknown) => boolean,
  schema: Schema,
) => boolean

/** A keyword says nothing of values of another type. */
const KEYWORDS: Readonly<Record<string, Keyword>> = {
  description: () => true,
  title: () => true,
  $schema: () => true,
  $defs: () => true,
  // An annotation only, in 2020-12.
  format: () => true,
  type: (value, type: string) =>
    type === 'integer' ? Number.isInteger(value) : typeOf(value) === type,
  const: (value, one: unknown) => same(value, one),
  enum: (value, all: readonly unknown[]) => all.some((one) => same(value, one)),
  minLength: (value, min: number) => typeof value !== 'string' || value.length >= min,
  maxLength: (value, max: number) => typeof value !== 'string' || value.length <= max,
  pattern: (value, source: string) =>
    typeof value !== 'string' || new RegExp(source, 'u').test(value),
  minimum: (value, min: number) => typeof value !== 'number' || value >= min,
  maximum: (value, max: number) => typeof value !== 'number' || value <= max,
  minItems: (value, min: number) => !Array.isArray(value) || value.length >= min,
  prefixItems: (value, all: readonly Schema[], allows) =>
    !Array.isArray(value) || all.every((one, at) => at >= value.length || allows(one, value[at])),
  items: (value, each: Schema | false, allows, { prefixItems }) => {
    if (!Array.isArray(value)) return true
    const rest = value.slice(Array.isArray(prefixItems) ? prefixItems.length : 0)
    return each === false ? rest.length === 0 : rest.every((one) => allows(each, one))
  },
  properties: (value, all: Readonly<Record<string, Schema>>, allows) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([name, one]) => !Object.hasOwn(all, name) || allows(all[name]!, one),
    ),
  additionalProperties: (value, _no: false, _allows, { properties }) =>
    !isObject(value) ||
    Object.keys(value).every((name) => isObject(properties) && Object.hasOwn(properties, name)),
  required: (value, names: readonly string[]) =>
    !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  dependentRequired: (value, all: Readonly<Record<string, readonly string[]>>) =>
    !isObject(value) ||
    Object.entries(all).every(
      ([name, others]) =>
        !Object.hasOwn(value, name) || others.every((other) => Object.hasOwn(value, other)),
    ),
  oneOf: (value, all: readonly Schema[], allows) =>
    all.filter((one) => allows(one, value)).length === 1,
  anyOf: (value, all: readonly Schema[], allows) => all.some((one) => allows(one, value)),
}

/** Whether a JSON Schema (2020-12, by the words that our own uses) allows a value. Throws on a word that it does not know. */
export function schemaAllows(root: Schema, value: unknown): boolean {
  const allows = (schema: Schema, one: unknown): boolean =>
    Object.entries(schema).every(([word, given]) => {
      if (word === '$ref') return allows(found(root, String(given)), one)
      const keyword = KEYWORDS[word]
      if (!keyword) throw new Error(`the schema uses ${word}, which is not known here`)
      return keyword(one, given as never, allows, schema)
    })
  return allows(root, value)
}

function found(root: Schema, ref: string): Schema {
  const name = ref.replace('#/$defs/', '')
  const { $defs } = root
  const schema = isObject($defs) ? $defs[name] : undefined
  if (!isObject(schema)) throw new Error(`${ref} leads nowhere`)
  return schema
}
