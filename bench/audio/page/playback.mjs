import { bargeIn } from './bargeIn.mjs'
import { base64 } from './base64.mjs'
import { exactness } from './exactness.mjs'
import { firstSound } from './firstSound.mjs'
import { installTap } from './tap.mjs'

const taps = installTap()

globalThis.bench = {
  bargeIn: (input) => bargeIn(input, taps),
  base64,
  exactness: (input) => exactness(input, taps),
  firstSound: (input) => firstSound(input, taps),
}
