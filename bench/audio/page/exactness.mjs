import { align } from './align.mjs'
import { openPlayer } from './players.mjs'
import { noise } from './signals.mjs'
import { wait } from './tap.mjs'

const RATE_HZ = 24_000
const STALL_MS = 700

function* cutInto(samples, lengths) {
  for (let at = 0, i = 0; at < samples.length; i++) {
    const length = lengths[i % lengths.length]
    yield samples.slice(at, at + length)
    at += length
  }
}

const odd = Array.from({ length: 60 }, (_, i) => 1 + ((i * 1789) % 3001))

/** What is fed, how it is cut, and where it stalls. None is a whole number of quanta: the tail is heard as well. */
const FEEDS = {
  '3 s in chunks of 1 to 3001': { length: 72_013, lengths: odd },
  '1000 deltas of 1 sample': { length: 1000, lengths: [1] },
  'one delta of 10 s': { length: 240_000, lengths: [240_000] },
  '4 s, dry for 700 ms after 2 s': { length: 96_055, lengths: [2400], stallAt: 48_000 },
}

async function feed(player, { length, lengths, stallAt }) {
  const samples = noise(length)
  const stopped = stallAt === undefined ? length : stallAt
  for (const chunk of cutInto(samples.subarray(0, stopped), lengths)) player.write('answer', chunk)
  if (stallAt !== undefined) {
    await wait((stallAt / RATE_HZ) * 1000 + 150 + STALL_MS)
    for (const chunk of cutInto(samples.subarray(stallAt), lengths)) player.write('answer', chunk)
  }
  player.end('answer')
  await wait(((length - (stallAt ?? 0)) / RATE_HZ) * 1000 + 700)
  return align(samples, player.tap.recording().samples)
}

/** Plays one feed, in real time, and holds it against what was fed. */
export async function exactness({ name, what }, taps) {
  const player = await openPlayer(name, taps)
  try {
    // Nothing is heard of the beginning where a context is still waking up.
    await wait(200)
    player.tap.clear()
    return await feed(player, FEEDS[what])
  } finally {
    await player.close()
  }
}
