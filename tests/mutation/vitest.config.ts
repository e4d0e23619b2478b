import { defineConfig } from 'vitest/config'
import { embed } from '../../build/embed.ts'

/** The tests that stand around the brain: fast, in Node. Those that need a server would run for every mutant. */
export default defineConfig({
  plugins: [embed()],
  test: {
    environment: 'node',
    include: ['tests/{session,protocol}/**/*.test.ts'],
    exclude: [
      'tests/session/azureRealTime/**',
      'tests/session/settings/services.test.ts',
      'tests/session/{chaos,dialects,explore,faultPresets,measuredTurn,toolTurn,wholeTurn}.test.ts',
      'tests/session/responses/outOfBandOnTheWire.test.ts',
    ],
  },
})
