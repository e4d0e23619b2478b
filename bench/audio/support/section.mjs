/** A line of figures: what each player does, without a promise. */
export const figures = (what, values, digits = 2) => ({ what, values, digits })

const verdict = (what, value, limit, unit, pass) => ({
  what,
  values: {},
  reached: value,
  target: limit,
  unit,
  pass: Number.isFinite(value) && pass,
})

/** A line with a promise: not more than that. A figure that is missing does not keep it. */
export const atMost = (what, value, limit, unit = 'x') => ({
  ...verdict(what, value, limit, unit, value <= limit),
  sign: '≤',
})

export const atLeast = (what, value, limit, unit = 'x') => ({
  ...verdict(what, value, limit, unit, value >= limit),
  sign: '≥',
})

const shown = (value, digits) =>
  value === undefined || value === null ? '' : Number.isFinite(value) ? value.toFixed(digits) : '–'

/** As few digits as tell it from its limit. */
const short = (value) => {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : Number.isInteger(value) ? 0 : 2)
}

const limitOf = (value) => String(Math.round(value * 100) / 100)

/**
 * One table.
 *
 * @param columns - The names of the players, in order; the floor is the first of them.
 * @param lines - Of {@link figures}, {@link atMost} and {@link atLeast}.
 */
export function section(title, columns, lines, notes = []) {
  const rows = lines.map(({ what, values, digits, reached, target, unit, sign, pass }) => [
    what,
    ...columns.map((name) => shown(values[name], digits)),
    ...(sign === undefined
      ? ['', '', '']
      : [`${short(reached)} ${unit}`, `${sign} ${limitOf(target)} ${unit}`, pass ? 'yes' : 'NO']),
  ])
  const goals = lines
    .filter(({ sign }) => sign !== undefined)
    .map(({ what, reached, target, unit, sign, pass }) => ({
      what: `${title}: ${what}`,
      reached: `${short(reached)} ${unit}`,
      limit: `${sign} ${limitOf(target)} ${unit}`,
      pass,
    }))
  return {
    title,
    rows: [['', ...columns, 'reached', 'target', 'met'], ...rows],
    goals,
    notes,
    lines,
  }
}
