/**
 * Counts what happened, from vitest's JSON report and its exit code.
 *
 * A file that could not be loaded, a run that crashed and a run without a single test are failures too: they are
 * exactly the ones that a count of failed assertions leaves out.
 *
 * @param report - The parsed report, or null when vitest wrote none.
 */
export function summarize(report, exitCode) {
  const files = report?.testResults ?? []
  const outcomes = files.flatMap((file) => file.assertionResults.map(({ status }) => status))
  const count = (...statuses) => outcomes.filter((status) => statuses.includes(status)).length
  const passed = count('passed')
  const problems = files
    .filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    )
    .map(({ name, message }) => `${name}: ${message || 'could not be loaded'}`)
  if (report === null) problems.push(`vitest ended with code ${exitCode} and wrote no report`)
  else if (passed + count('failed') + problems.length === 0) problems.push('no test ran')
  let failed = count('failed') + problems.length
  if (failed === 0 && exitCode !== 0) {
    problems.push(`vitest ended with code ${exitCode} although no test failed; see above`)
    failed = 1
  }
  const skipped = outcomes.length - passed - count('failed')
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
  return { line, problems, ok: failed === 0 }
}
