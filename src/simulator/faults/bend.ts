import { isRecord } from '../engine/shape.ts'
import type { FaultAction } from './FaultRule.ts'

/** What goes over a line: text, and what it says; `null` when it is no JSON object. */
export interface Frame {
  readonly text: string
  readonly event: Readonly<Record<string, unknown>> | null
}

/** What became of one frame. */
export interface Bent {
  /** What was put before it; that comes even when it is lost itself. */
  readonly before: readonly Frame[]
  readonly frames: readonly Frame[]
  readonly delayMs: number
  readonly behind: number
  /** What is done to the line or the answer, where the frames were. */
  readonly deeds: readonly FaultAction[]
}

/** As many as one `duplicate` makes: a few of them, one on the other, would fill any memory. */
const MAX_FRAMES = 1001

export const asFrame = (event: Readonly<Record<string, unknown>>): Frame => ({
  text: JSON.stringify(event),
  event,
})

/** Of a JSON object the first half never is one. */
const broken = ({ text }: Frame): Frame => ({
  text: text.slice(0, Math.ceil(text.length / 2)),
  event: null,
})

/** Two events for one, each with an odd number of bytes. Less than two samples cannot be cut so. */
function cutInSample(frame: Frame): readonly Frame[] {
  const { event } = frame
  const delta = event?.['delta']
  if (event === null || typeof delta !== 'string' || delta.length < 8) return [frame]
  // Four letters of base64 are three bytes: an odd number of such groups is an odd number of bytes.
  const groups = Math.floor(delta.length / 8)
  const cut = 4 * (groups - 1 + (groups % 2))
  const id = event['event_id']
  const rest = typeof id === 'string' ? { event_id: `${id}_rest` } : {}
  return [
    asFrame({ ...event, delta: delta.slice(0, cut) }),
    asFrame({ ...event, ...rest, delta: delta.slice(cut) }),
  ]
}

const each = (bent: Bent, change: (frame: Frame) => Frame): Bent => ({
  ...bent,
  frames: bent.frames.map(change),
})

/** @param change - Makes at most so many more of each; one that no more can be made of stays as it is. */
function multiplied(bent: Bent, change: (frame: Frame, more: number) => readonly Frame[]): Bent {
  let more = MAX_FRAMES - bent.frames.length
  const frames = bent.frames.flatMap((frame) => {
    const made = more > 0 ? change(frame, more) : [frame]
    more -= made.length - 1
    return made
  })
  return { ...bent, frames }
}

const instead = (bent: Bent, ...deeds: readonly FaultAction[]): Bent => ({
  ...bent,
  frames: [],
  deeds: [...bent.deeds, ...deeds],
})

function once(bent: Bent, action: FaultAction): Bent {
  if ('drop' in action) return instead(bent)
  if ('error' in action || 'close' in action || 'terminate' in action) return instead(bent, action)
  if ('malformed' in action) return each(bent, broken)
  if ('delayMs' in action) return { ...bent, delayMs: bent.delayMs + action.delayMs }
  if ('reorder' in action) return { ...bent, behind: bent.behind + action.reorder }
  if ('duplicate' in action)
    return multiplied(bent, (frame, more) =>
      Array.from({ length: Math.min(action.duplicate, more) + 1 }, () => frame),
    )
  if ('set' in action)
    return each(bent, ({ text, event }) =>
      event === null ? { text, event } : asFrame({ ...event, ...action.set }),
    )
  if ('insert' in action) return { ...bent, before: [...bent.before, asFrame(action.insert)] }
  if ('oddBytes' in action) return multiplied(bent, cutInSample)
  return { ...bent, deeds: [...bent.deeds, action] }
}

/** Nothing can happen any more to what is not there. */
const isGone = (action: FaultAction) =>
  ['drop', 'malformed', 'error', 'close', 'terminate'].some((name) => name in action)

/** What the faults make of a frame, in their order; once it is lost, the rest are not asked for. */
export function bend(frame: Frame, faults: Iterable<{ readonly do: FaultAction }>): Bent {
  let bent: Bent = { before: [], frames: [frame], delayMs: 0, behind: 0, deeds: [] }
  for (const fault of faults) {
    bent = once(bent, fault.do)
    if (isGone(fault.do)) break
  }
  return bent
}

/** An incoming text as a frame. */
export function frameOf(text: string): Frame {
  try {
    const event: unknown = JSON.parse(text)
    return { text, event: isRecord(event) ? event : null }
  } catch {
    return { text, event: null }
  }
}
