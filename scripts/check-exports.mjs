// Packs the library, installs the tarball and uses every entry of `exports` as a stranger would.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, npm, root, run } from './support/run.mjs'

// Inside the repository, so that the peers are found where Node looks for them; git and npm ignore it.
const stranger = join(root, '.cache', `exports-${process.pid}`)
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const installed = join(stranger, 'node_modules', manifest.name)

const problems = []
const specifierOf = (entry) => manifest.name + entry.slice(1)
const entries = Object.entries(manifest.exports).map(([entry, target]) => ({
  specifier: specifierOf(entry),
  code: typeof target === 'object',
  file: join(installed, typeof target === 'object' ? target.default : target),
}))

async function must(what, { command, args, shell, cwd }) {
  const { code, text } = await run(command, args, { output: 'keep', shell, cwd })
  if (code !== 0) throw new Error(`${what} failed:\n${text}`)
}

async function install() {
  mkdirSync(installed, { recursive: true })
  // Without a package of its own, our name would mean this repository and not what was installed.
  writeFileSync(join(stranger, 'package.json'), '{ "name": "stranger", "private": true }')
  await must('npm pack', npm('pack', '--ignore-scripts', '--pack-destination', stranger))
  const tarball = `${manifest.name}-${manifest.version}.tgz`
  const args = ['-xzf', tarball, '-C', `node_modules/${manifest.name}`, '--strip-components=1']
  await must('tar', { command: 'tar', args, cwd: stranger })
}

/**
 * Runs in a Node of its own: imports one entry and reports which of a page's globals our modules read meanwhile.
 *
 * The entry with the components may ask whether there is a page: React itself does. All others know of none.
 */
const PROBE = `
const [specifier, name] = process.argv.slice(1)
const touched = new Set()
for (const global of ['window', 'document', 'navigator', 'self', 'localStorage', 'location', 'HTMLElement',
  'AudioContext', 'AudioWorkletNode', 'MediaStream', 'Worker', 'requestAnimationFrame', 'matchMedia'])
  Object.defineProperty(globalThis, global, {
    configurable: true,
    get() {
      if (new Error().stack.split('\\n')[2]?.includes('/node_modules/' + name + '/')) touched.add(global)
    },
  })
const exports = Object.keys(await import(specifier))
if (exports.length === 0) throw new Error('it exports nothing')
if (touched.size > 0 && specifier !== name) throw new Error('at import it reads ' + [...touched].join(', '))
`

async function loadInNode({ specifier }) {
  const args = ['--input-type=module', '-e', PROBE, specifier, manifest.name]
  const { code, text } = await run(process.execPath, args, { output: 'keep', cwd: stranger })
  if (code !== 0) problems.push(`${specifier} does not load in plain Node:\n${text}`)
}

/** A file that a page loads by its address: alone, and too large for a bundler to turn into a data: URL. */
function checkFile({ specifier, file }) {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 }
  if (size === 0) return void problems.push(`${specifier} is missing or empty`)
  if (!file.endsWith('.js')) return
  if (size < 4096) problems.push(`${specifier} has ${size} bytes: Vite would inline it`)
  if (/\bimport\b\s*[({'"*]/.test(readFileSync(file, 'utf8')))
    problems.push(`${specifier} imports something, which its loaders cannot resolve`)
}

function checkBin() {
  for (const [name, target] of Object.entries(manifest.bin ?? {})) {
    const path = join(installed, target)
    const text = statSync(path, { throwIfNoEntry: false }) ? readFileSync(path, 'utf8') : ''
    if (!text.startsWith('#!/usr/bin/env node\n'))
      problems.push(`bin ${name}: ${target} cannot run`)
  }
}

/** Types must hold for users who check libraries too, in both ways of resolving them. */
async function checkTypes() {
  const imports = entries
    .filter(({ code }) => code)
    .map(({ specifier }, i) => `import * as entry${i} from '${specifier}'\nvoid entry${i}\n`)
  writeFileSync(join(stranger, 'user.mts'), imports.join(''))
  const common = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022' }
  for (const [module, moduleResolution] of [
    ['esnext', 'bundler'],
    ['nodenext', 'nodenext'],
  ]) {
    const compilerOptions = { ...common, module, moduleResolution, types: ['node'] }
    const config = JSON.stringify({ compilerOptions, files: ['user.mts'] })
    writeFileSync(join(stranger, 'tsconfig.json'), config)
    const { code, text } = await run(process.execPath, [join(root, bin.tsc), '-p', '.'], {
      output: 'keep',
      cwd: stranger,
    })
    if (code !== 0) problems.push(`types under ${moduleResolution}:\n${text}`)
  }
}

try {
  await install()
  for (const entry of entries) {
    if (entry.code) await loadInNode(entry)
    else checkFile(entry)
  }
  checkBin()
  await checkTypes()
} finally {
  rmSync(stranger, { recursive: true, force: true })
}
for (const problem of problems) console.error(problem)
console.log(`${entries.length} entries, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
