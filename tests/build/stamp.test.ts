import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import source from '../../src/voice.worker.ts?embed'
import { STAMP } from '../../src/work/stamp.ts'

it('the Worker answers with the name and version of the package', () => {
  const manifest = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { name: string; version: string }
  expect(STAMP).toBe(`${manifest.name} ${manifest.version}`)
  expect(source).toContain(STAMP)
})
