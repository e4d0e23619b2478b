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

/** Prints what a benchmark found: its table, then each goal with what was reached. */
export function show({ title, before, after, rows, goals, notes = [] }) {
  console.log(`\n${title}`)
  console.log(`${before.cores} cores (${before.cpu}), Node ${before.node}`)
  console.log(`load average before ${before.loadAverage[0]}, after ${after.loadAverage[0]}\n`)
  console.log(table(rows))
  for (const note of notes) console.log(`\n${note}`)
  if (goals.length === 0) return
  const verdicts = goals.map(({ what, reached, limit, pass }) => [
    what,
    reached,
    limit,
    pass ? 'PASS' : 'FAIL',
  ])
  console.log(`\n${table([['goal', 'reached', 'limit', ''], ...verdicts])}`)
}
