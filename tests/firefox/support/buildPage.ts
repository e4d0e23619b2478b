import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROOT, serve, vite } from '../../support/consumer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test page is served, built as an app builds it. */
    readonly pageUrl: string
  }
}

/** Builds tests/firefox/page once for all tests, and serves it until they are over. */
export default async function buildPage(project: TestProject) {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, '.cache/firefox-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await vite(['build', '--outDir', folder], join(ROOT, 'tests/firefox/page'))
  } catch (error) {
    await remove()
    throw error
  }
  const site = await serve(folder, {})
  project.provide('pageUrl', site.url)
  return async () => {
    site.close()
    await remove()
  }
}
