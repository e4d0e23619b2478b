import { defineConfig } from 'vitest/config'
import { embed } from '../../build/embed.ts'

/** The tests that stand around the brain: fast, in Node. Those that need a server would run for every mutant. */
export default defineConfig({
  plugins: [embed()],
  test: {
    environment: 'node',
    // Sixty test files stand around one row: importing them anew for each mutant took three times as long.
    isolate: false,
    // Stryker prints the error, and one without a prototype ended its runner: twice restarted for each such mutant.
    onUnhandledError: (error) => {
      Object.setPrototypeOf(error, Error.prototype)
    },
    include: ['tests/{session,protocol}/**/*.test.ts'],
    exclude: [
      'tests/session/azureRealTime/**',
      'tests/session/settings/services.test.ts',
      'tests/session/{chaos,dialects,explore,faultPresets,measuredTurn,toolTurn,wholeTurn}.test.ts',
      'tests/session/responses/outOfBandOnTheWire.test.ts',
    ],
  },
})
