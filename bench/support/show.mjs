const width = (rows, column) => Math.max(...rows.map((row) => String(row[column]).length))

/** Rows of cells, the first of each to the left and the others to the right. */
function table(rows) {
  const columns = rows[0].map((_, column) => width(rows, column))
  const line = (row) =>
    row
      .map((cell, i) =>
        i === 0 ? String(cell).padEnd(columns[i]) : String(cell).padStart(columns[i]),
      )
      .join('  ')
  const [head, ...body] = rows.map(line)
  return [head, '-'.repeat(head.length), ...body].join('\n')
}

const verdicts = (goals) => [
  ['goal', 'reached', 'limit', ''],
  ...goals.map(({ what, reached, limit, pass }) => [what, reached, limit, pass ? 'PASS' : 'FAIL']),
]

const showTable = ({ title, rows, notes = [] }) => {
  if (title) console.log(`\n${title}`)
  if (rows) console.log(`\n${table(rows)}`)
  for (const note of notes) console.log(`\n${note}`)
}

/**
 * Prints what a benchmark found: its table, then each goal with what was reached. One that has `sections` has a table
 * for each of them, with the goals in it.
 */
export function show({ title, before, after, rows, sections, goals, notes, broken = [] }) {
  console.log(`\n${title}`)
  console.log(`${before.cores} cores (${before.cpu}), Node ${before.node}`)
  console.log(`load average before ${before.loadAverage[0]}, after ${after.loadAverage[0]}`)
  for (const section of sections ?? []) showTable(section)
  showTable({ rows, notes })
  for (const { part, problem } of broken) console.error(`\nBROKEN: ${part}\n${problem}`)
  const missed = goals.filter(({ pass }) => !pass)
  if (sections === undefined && goals.length > 0) console.log(`\n${table(verdicts(goals))}`)
  else if (missed.length > 0) console.log(`\n${table(verdicts(missed))}`)
}
