import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'

/** The styles as an app ships them: through Vite with its own defaults, which are written for browsers of 2023. */
async function shipped(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'styles-'))
  writeFileSync(
    join(root, 'app.js'),
    `import ${JSON.stringify(resolve(import.meta.dirname, '../../src/components/voice.css'))}`,
  )
  const result = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: join(root, 'app.js') } },
  })
  const outputs = [result].flat().flatMap((part) => ('output' in part ? part.output : []))
  const css = outputs.find((part) => part.fileName.endsWith('.css'))
  if (css?.type !== 'asset') throw new Error('the build made no stylesheet')
  return String(css.source)
}

it('keep both their themes on the way through a bundler that lowers light-dark()', async () => {
  const css = await shipped()
  expect(css).toMatch(/--voice-surface:\s*light-dark\(/)
  expect(css).not.toContain('var(--lightningcss-')
  expect(css).toContain('@layer realtime-voice')
})
