import { onTestFinished } from 'vitest'
import { startPulse, type Pulse } from '../../support/pulse.ts'

/** An audio system of the test's own, with no device in it yet. */
export async function newPulse(): Promise<Pulse> {
  const pulse = await startPulse()
  onTestFinished(() => pulse.close())
  return pulse
}
