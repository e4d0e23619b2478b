import { defineConfig } from 'vitest/config'
import { embed } from '../../build/embed.ts'

/** The tests that stand around the brain: fast, in Node, with no browser. */
export default defineConfig({
  plugins: [embed()],
  test: { environment: 'node', include: ['tests/{session,protocol}/**/*.test.ts'] },
})
