// Writes what the bundler does not: dist/styles.css, the components' stylesheet in one file with its imports put in
// their place, and the schema of scenarios.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './support/run.mjs'

const IMPORT = /^@import\s+(?:url\()?['"](\.[^'"]+)['"]\)?\s*;[^\S\n]*\n?/gm

function inline(path, above = []) {
  if (above.includes(path)) throw new Error(`${path} imports itself`)
  const css = readFileSync(path, 'utf8')
  return css.replace(IMPORT, (_, target) => inline(join(dirname(path), target), [...above, path]))
}

const css = inline(join(root, 'src/components/voice.css'))
// A condition (`layer(…)`, a media query) would be lost by putting the file in its place: refuse what was not understood.
const left = /@import[^;]*;/.exec(css)
if (left) throw new Error(`voice.css: cannot put this import in its place: ${left[0]}`)
mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist/styles.css'), css)
mkdirSync(join(root, 'dist/simulator'), { recursive: true })
copyFileSync(
  join(root, 'src/simulator/brain/scenario.schema.json'),
  join(root, 'dist/simulator/scenario.schema.json'),
)
