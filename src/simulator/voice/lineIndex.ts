/** One sentence, and who says it: a Realtime voice name. */
export interface Line {
  readonly text: string
  readonly voice: string
}

/** The list beside the sounds: which file holds which sentence of which voice. */
export const INDEX_FILE = 'lines.json'

const FORMAT = 'react-realtime-voice lines 1'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The same for the same words, whatever else is in the list. */
export async function fileOf({ text, voice }: Line): Promise<string> {
  const words = new TextEncoder().encode(`${FORMAT}\n${voice}\n${text}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', words))
  const hex = [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0'))
  return `${hex.join('')}.adpcm`
}

export async function writeIndex(lines: readonly Line[]): Promise<string> {
  const voices = new Map<string, [text: string, file: string][]>()
  for (const line of lines) {
    const files = voices.get(line.voice) ?? []
    voices.set(line.voice, [...files, [line.text, await fileOf(line)]])
  }
  const entries = [...voices].map(([voice, files]) => [voice, Object.fromEntries(files)] as const)
  return JSON.stringify({ format: FORMAT, voices: Object.fromEntries(entries) })
}

/** Which lines there are. */
export class LineIndex {
  readonly #voices: ReadonlyMap<string, ReadonlyMap<string, string>>

  constructor(voices: ReadonlyMap<string, ReadonlyMap<string, string>>) {
    this.#voices = voices
  }

  /** The file of a line; of another voice where this one does not say it. */
  fileFor({ text, voice }: Line): string | undefined {
    const said = [this.#voices.get(voice), ...this.#voices.values()]
    return said.map((files) => files?.get(text)).find((file) => file !== undefined)
  }
}

/** @returns `null` for what is no such list. */
export function readIndex(json: string): LineIndex | null {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return null
  }
  if (!isRecord(value) || value['format'] !== FORMAT || !isRecord(value['voices'])) return null
  const voices = Object.entries(value['voices']).map(([voice, files]) => {
    const texts = Object.entries(isRecord(files) ? files : {})
    return [voice, new Map(texts.map(([text, file]) => [text, String(file)]))] as const
  })
  return new LineIndex(new Map(voices))
}
