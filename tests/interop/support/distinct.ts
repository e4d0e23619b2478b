/** A frame, or what a client made of it. */
export interface Typed {
  readonly type: string
}

/** Words of the protocol, such as `in_progress` and `audio/pcm`; other words differ from frame to frame. */
const FIXED_WORD = /^[a-z][a-z0-9_./-]*$/

const shapeOf = (frame: Typed): string =>
  JSON.stringify(frame, (key, value: unknown) => {
    if (typeof value === 'number' || value instanceof Uint8Array) return 0
    if (typeof value !== 'string' || key === 'type') return value
    const isFixed = !/id$/i.test(key) && key !== 'delta' && FIXED_WORD.test(value)
    return isFixed ? value : ''
  })

/** One frame of each shape. */
export function distinct<T extends Typed>(frames: readonly T[]): T[] {
  const byShape = new Map<string, T>()
  for (const frame of frames) {
    const shape = shapeOf(frame)
    if (!byShape.has(shape)) byShape.set(shape, frame)
  }
  return [...byShape.values()]
}
