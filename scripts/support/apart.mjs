import { CHROMIUM } from './chromium.mjs'
import { FIREFOX } from './firefox.mjs'
import { lacking, namesOf } from './programs.mjs'
import { PULSE } from './pulse.mjs'

/** Tests that want more of a machine than `npm test` may ask for. */
const APART = [
  { script: 'test:firefox', needs: [FIREFOX, PULSE] },
  { script: 'test:devices', needs: [CHROMIUM, PULSE] },
]

/** What `npm test` does not run, one line each, and what the machine lacks for it. */
export const apart = () =>
  APART.map(({ script, needs }) => {
    const missing = lacking(needs)
    if (missing.length === 0) return `Not part of this: npm run ${script}`
    return `Left out here: npm run ${script} (${namesOf(missing)})`
  })
