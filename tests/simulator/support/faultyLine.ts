import type { FaultRule, ResponseFault } from '../../../src/simulator/faults/FaultRule.ts'
import { Faults, type FaultsOptions } from '../../../src/simulator/faults/Faults.ts'
import { FakeClock } from './FakeClock.ts'

/** A line over nothing: what comes out at either end is kept. */
export function faultyLine(rules: readonly FaultRule[] = [], options: FaultsOptions = {}) {
  const clock = new FakeClock()
  const logged: string[] = []
  const faults = new Faults({ clock, log: (line) => logged.push(line), ...options })
  const open = (own: readonly FaultRule[] = [], session = 'sess_1') => {
    const sent: string[] = []
    const received: string[] = []
    const ended: ResponseFault[] = []
    const line = faults.forLine({
      carrier: {
        send: (text) => sent.push(text),
        close: (code, reason) => sent.push(`closed ${code} ${reason}`),
        terminate: () => sent.push('cut'),
      },
      session: {
        id: session,
        receive: (text) => received.push(text),
        endResponse: (fault) => ended.push(fault) > 0,
      },
      rules: own,
    })
    return {
      line,
      /** Texts as they went out, and what became of the line. */
      sent,
      received,
      ended,
      /** The types that went out. */
      types: () => sent.map((text) => /"type":"([^"]+)"/.exec(text)?.[1] ?? text),
      say: (...types: readonly string[]) => {
        for (const type of types) line.sent({ type }, { type })
      },
      hear: (...types: readonly string[]) => {
        for (const type of types) line.received(JSON.stringify({ type, event_id: `my_${type}` }))
      },
    }
  }
  return { ...open(rules), clock, faults, logged, open }
}
