import { interleaved } from './support/rounds.mjs'
import { atLeast, figures, section } from './support/section.mjs'

const NAMES = ['floor', 'ours', 'elevenlabs', 'seed-style']
const SIZES = [4800, 48_000]

/** Sound as text and back, in Chromium: 100 ms, and 1 s. */
export async function base64({ chromium, rounds }) {
  const page = await chromium.open('playback')
  const cost = { encode: {}, decode: {} }
  for (const way of ['encode', 'decode'])
    for (const bytes of SIZES)
      cost[way][bytes] = await interleaved(NAMES, rounds, (name) =>
        page.ask('base64', { name, bytes, way }),
      )
  await page.close()
  const gain = (way, bytes) => cost[way][bytes]['seed-style'] / cost[way][bytes].ours
  return section(
    'base64 in Chromium (µs)',
    NAMES,
    [
      ...SIZES.map((bytes) => figures(`encode ${bytes} bytes`, cost.encode[bytes])),
      ...SIZES.map((bytes) => figures(`decode ${bytes} bytes`, cost.decode[bytes])),
      atLeast('seed-style to ours, encode 4800', gain('encode', 4800), 300),
      atLeast('seed-style to ours, decode 4800', gain('decode', 4800), 60),
    ],
    [
      "The floor is the browser's own toBase64 and setFromBase64, the latter into memory that is there.",
    ],
  )
}
