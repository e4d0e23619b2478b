import { nearest } from './brain/check/nearest.ts'
import { isRecord } from './engine/shape.ts'
import { SimulatorError } from './SimulatorError.ts'

const invalid = (message: string) => new SimulatorError('option_invalid', message)

/**
 * Refuses what the types refuse, for those who write none: an option with a slip in its name would do nothing.
 *
 * @throws {@link SimulatorError} `option_invalid`
 */
export function assertOptions(options: unknown, known: readonly string[]): void {
  if (!isRecord(options)) throw invalid('The options must be an object: { brain: "parrot" }.')
  const name = Object.keys(options).find(
    (one) => options[one] !== undefined && !known.includes(one),
  )
  if (name === undefined) return
  const meant = nearest(name.slice(0, 40), known)
  const slip = meant === null ? '' : ` Did you mean ${meant}?`
  throw invalid(`There is no option ${name}.${slip} Known are ${known.join(', ')}.`)
}
