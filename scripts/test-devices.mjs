// Microphones and loudspeakers that are plugged, unplugged, muted and forbidden, in a real Chromium with an audio system
// of its own. `npm run test:devices -- echo` runs a part.
import { CHROMIUM } from './support/chromium.mjs'
import { checkNode, installPackages } from './support/install.mjs'
import { leaveOut, provide } from './support/programs.mjs'
import { PULSE } from './support/pulse.mjs'
import { runVitest } from './support/vitest.mjs'

checkNode()
const missing = await provide([CHROMIUM, PULSE])
if (missing.length > 0) leaveOut('test:devices', missing)
else {
  await installPackages()
  const args = ['--config', 'tests/devices/vitest.config.ts', ...process.argv.slice(2)]
  await runVitest(args, { CHROMIUM_PATH: CHROMIUM.find() })
}
