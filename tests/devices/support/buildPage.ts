import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROOT, serve, vite } from '../../support/consumer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests/devices/page is served, built as an app builds it. */
    readonly devicesUrl: string
  }
}

/** Builds tests/devices/page once for all tests, and serves it until they are over. */
export default async function buildPage(project: TestProject) {
  await mkdir(join(ROOT, '.cache'), { recursive: true })
  const folder = await mkdtemp(join(ROOT, '.cache/devices-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await vite(['build', '--outDir', folder], join(ROOT, 'tests/devices/page'))
  } catch (error) {
    await remove()
    throw error
  }
  const site = await serve(folder, {})
  project.provide('devicesUrl', site.url)
  return async () => {
    site.close()
    await remove()
  }
}
