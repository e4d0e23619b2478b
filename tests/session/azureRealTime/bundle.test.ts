import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadsWith } from '../../support/walls.ts'

const root = join(import.meta.dirname, '../../../src')
const sources = Object.fromEntries(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
)
const hooks = Object.keys(sources).filter((file) => file.startsWith('hooks/'))
const isItsOwn = (file: string) =>
  /^session\/azureRealTime|^protocol\/(flat|sessionUpdate)/i.test(file)

it('costs those nothing who use the hooks', () => {
  const loaded = new Set(hooks.flatMap((hook) => [...loadsWith(sources, hook)]))
  expect([...loaded]).toContain('session/RealtimeSession.ts')
  expect([...loaded].filter(isItsOwn)).toEqual([])
})

it('is loaded with the class', () => {
  const loaded = [...loadsWith(sources, 'session/AzureRealTimeAudio.ts')]
  expect(loaded.filter(isItsOwn).length).toBeGreaterThan(5)
})
