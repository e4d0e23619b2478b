import { defineConfig } from 'vitest/config'
import { embed } from '../../build/embed.ts'

/** Apart from the others: it wants a Firefox and an audio system, which not every machine can have. */
export default defineConfig({
  plugins: [embed()],
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['*.test.ts'],
    globalSetup: ['support/buildPage.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two browsers at once starve the audio threads of a small machine.
    fileParallelism: false,
  },
})
