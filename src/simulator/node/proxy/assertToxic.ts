import { count, fieldsOf, ms, numberIn, oneOf, type FaultCheck } from '../../faults/faultChecks.ts'
import { SimulatorError } from '../../SimulatorError.ts'
import type { Toxic } from './Toxic.ts'

const place = { stream: oneOf('upstream', 'downstream'), toxicity: numberIn(0, 1) }

const toxic = (type: string, fields: Readonly<Record<string, FaultCheck>>, needed: string) =>
  fieldsOf({ type: oneOf(type), ...place, ...fields }, [needed])

const TOXICS: Readonly<Record<Toxic['type'], FaultCheck>> = {
  down: fieldsOf({ type: oneOf('down') }, []),
  latency: toxic('latency', { latencyMs: ms, jitterMs: ms }, 'latencyMs'),
  bandwidth: toxic('bandwidth', { rateKBps: numberIn(0, 1_000_000) }, 'rateKBps'),
  slowClose: toxic('slowClose', { delayMs: ms }, 'delayMs'),
  timeout: toxic('timeout', { timeoutMs: ms }, 'timeoutMs'),
  reset: toxic('reset', { timeoutMs: ms }, 'timeoutMs'),
  slicer: toxic(
    'slicer',
    {
      averageBytes: count,
      variationBytes: numberIn(0, 1_000_000, 'whole'),
      delayUs: numberIn(0, 1_000_000_000),
    },
    'averageBytes',
  ),
  limit: toxic('limit', { bytes: numberIn(0, Number.MAX_SAFE_INTEGER, 'whole') }, 'bytes'),
}

/** @throws {@link SimulatorError} `option_invalid` */
export function assertToxic(value: Toxic): void {
  const check = Object.hasOwn(TOXICS, value.type) ? TOXICS[value.type] : undefined
  const names = Object.keys(TOXICS).map((name) => `"${name}"`)
  const problems = check
    ? check(value, 'toxic')
    : [{ at: 'toxic.type', remedy: `must be ${names.join(', ')}` }]
  if (problems.length === 0) return
  const list = problems.map(({ at, remedy }) => `${at} ${remedy}`).join('; ')
  throw new SimulatorError('option_invalid', `The toxic cannot be used: ${list}.`)
}
