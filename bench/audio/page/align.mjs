/** So many samples in a row are found nowhere else. */
const KEY = 6
/** The longest fade that a player may lay over its edges: 5 ms. */
const FADE = 120
/** So many zeros in a row are silence. */
const SILENCE = 8

const keyAt = (samples, at) => samples.subarray(at, at + KEY).join()

function indexOf(source) {
  const index = new Map()
  for (let at = 0; at + KEY <= source.length; at++) index.set(keyAt(source, at), at)
  return index
}

const toPcm = (samples) => Int16Array.from(samples, (sample) => Math.round(sample * 32768))

/** Whether these samples are there, only quieter, as under a fade with which sound comes out of silence. */
function isFaded(source, to, heard, at, count) {
  if (count > FADE || at < count) return false
  if (at > count && heard[at - count - 1] !== 0) return false
  let audible = 0
  for (let back = 1; back <= count; back++) {
    const was = source[to - back]
    const is = heard[at - back]
    if (Math.abs(is) > Math.abs(was) || is * was < 0) return false
    if (is !== 0) audible++
  }
  return audible > 0.8 * count
}

/**
 * Holds what was played against what should have been.
 *
 * @returns Counts of samples, and where both ended: `faded` are there but quieter, at most 5 ms where sound comes out of
 * silence; `foreign` is sound that is in neither, beside at most 5 ms with which it falls into silence.
 */
export function align(source, recording) {
  const heard = toPcm(recording)
  const index = indexOf(source)
  const found = { matched: 0, faded: 0, lost: 0, doubled: 0, gaps: 0, foreign: 0 }
  let to = 0
  let at = heard.findIndex((sample) => sample !== 0)
  if (at < 0) return { ...found, lost: source.length, sourceEnd: 0, heardEnd: 0, tail: 0 }
  while (at < heard.length && to < source.length) {
    if (heard[at] === source[to]) {
      found.matched++
      at++
      to++
      continue
    }
    const { next, place } = resumeAt(source, index, heard, at, to)
    if (place === undefined) break
    const missing = place - to
    const between = heard.subarray(at, next)
    if (between.includes(0)) found.gaps++
    let known = 0
    if (missing < 0) found.doubled -= missing
    else if (missing > 0 && isFaded(source, place, heard, next, missing))
      found.faded += known = missing
    else found.lost += missing
    found.foreign += Math.max(0, soundIn(between) - known - (hasSilence(between) ? FADE : 0))
    to = place
    at = next
  }
  const tail = tailOf(heard, at)
  return { ...found, lost: found.lost + source.length - to, sourceEnd: to, heardEnd: at, tail }
}

/** Where the thread is taken up again: where it was, after silence; or else wherever it is known from. */
function resumeAt(source, index, heard, at, to) {
  const first = heard.subarray(at).findIndex((sample) => sample !== 0)
  if (first < 0) return {}
  let run = 0
  while (run < KEY && to + run < source.length && heard[at + first + run] === source[to + run])
    run++
  const isOver = to + run === source.length || heard[at + first + run] === 0
  if (run === KEY || (run > 0 && isOver)) return { next: at + first, place: to }
  for (let next = at + first; next + KEY <= heard.length; next++) {
    const place = heard[next] === 0 ? undefined : index.get(keyAt(heard, next))
    if (place !== undefined) return { next, place }
  }
  return {}
}

function hasSilence(samples) {
  let run = 0
  return samples.some((sample) => (run = sample === 0 ? run + 1 : 0) >= SILENCE)
}

const soundIn = (samples) => samples.reduce((count, sample) => count + Number(sample !== 0), 0)

/** How long sound goes on after a place, with no silence in it. */
function tailOf(heard, at) {
  let end = at
  let silent = 0
  for (let i = at; i < heard.length && silent < SILENCE; i++) {
    silent = heard[i] === 0 ? silent + 1 : 0
    if (silent === 0) end = i + 1
  }
  return end - at
}
