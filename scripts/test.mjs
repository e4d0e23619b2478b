// Every test: Node, jsdom, a real browser, whole pages, stories, the clients of others. `npm test -- tests/audio` runs a part.
import { apart } from './support/apart.mjs'
import { needChromium } from './support/chromium.mjs'
import { checkNode, installPackages } from './support/install.mjs'
import { runVitest } from './support/vitest.mjs'

checkNode()
await installPackages()
// Clients that others wrote: they talk to the simulator, and are none of the library's own packages.
await installPackages('tests/interop')
const chromium = await needChromium()

const only = process.argv.slice(2)
const env = { CHROMIUM_PATH: chromium, STORYBOOK_DISABLE_TELEMETRY: '1' }
await runVitest(only, env, () => {
  if (only.length === 0) for (const line of apart()) console.log(line)
})
