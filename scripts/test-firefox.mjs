// The sound of the library in a real Firefox, which needs an audio system to make any: a PulseAudio of its own.
// `npm run test:firefox -- capture` runs a part.
import { FIREFOX } from './support/firefox.mjs'
import { checkNode, installPackages } from './support/install.mjs'
import { leaveOut, provide } from './support/programs.mjs'
import { PULSE } from './support/pulse.mjs'
import { runVitest } from './support/vitest.mjs'

checkNode()
const missing = await provide([FIREFOX, PULSE])
if (missing.length > 0) leaveOut('test:firefox', missing)
else {
  await installPackages()
  await installPackages('tests/firefox')
  const args = ['--config', 'tests/firefox/vitest.config.ts', ...process.argv.slice(2)]
  await runVitest(args, { FIREFOX_PATH: FIREFOX.find() })
}
