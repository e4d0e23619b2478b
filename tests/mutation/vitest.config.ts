import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { embed } from '../../build/embed.ts'

/** Half a second or more each. Most mutants die of the others, long before these begin. */
const SLOW =
  /(properties|everythingEnds|changes|beginnings|refusals|careless|unnamed|serverEvents|toolLimits\w*|pushToTalk|heldSound)\.test/i

class SlowLast extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weight = ({ moduleId }: TestSpecification) => Number(SLOW.test(moduleId))
    return Promise.resolve([...files].sort((a, b) => weight(a) - weight(b)))
  }
}

/** The tests that stand around the brain: fast, in Node. Those that need a server would run for every mutant. */
export default defineConfig({
  plugins: [embed()],
  test: {
    environment: 'node',
    // Sixty test files stand around one row: importing them anew for each mutant took three times as long.
    isolate: false,
    sequence: { sequencer: SlowLast },
    // Stryker prints the error, and one without a prototype ended its runner: twice restarted for each such mutant.
    onUnhandledError: (error) => {
      Object.setPrototypeOf(error, Error.prototype)
    },
    include: ['tests/{session,protocol}/**/*.test.ts'],
    exclude: [
      'tests/session/azureRealTime/**',
      'tests/session/settings/services.test.ts',
      'tests/session/{chaos,dialects,explore,faultPresets,measuredTurn,telephonyTurn,toolTurn,wholeTurn}.test.ts',
      'tests/session/responses/outOfBandOnTheWire.test.ts',
    ],
  },
})
