/** A value as it stands in a TypeScript file. Only the kind counts: sounds and dates are empty ones. */
export function literal(value: unknown): string {
  if (value instanceof Uint8Array) return 'new Uint8Array()'
  if (value instanceof Date) return 'new Date(0)'
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{ ${fields.map(([name, field]) => `${JSON.stringify(name)}: ${literal(field)}`).join(', ')} }`
}
