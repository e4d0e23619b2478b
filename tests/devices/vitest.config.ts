import { defineConfig } from 'vitest/config'
import { embed } from '../../build/embed.ts'

/** Apart from the others: it wants an audio system with devices to plug and unplug, which not every machine can have. */
export default defineConfig({
  plugins: [embed()],
  test: {
    root: import.meta.dirname,
    environment: 'node',
    include: ['*.test.ts'],
    globalSetup: ['support/buildPage.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Two browsers at once starve the audio threads of a small machine.
    fileParallelism: false,
  },
})
