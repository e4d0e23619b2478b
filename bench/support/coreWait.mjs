import { openSync, readSync } from 'node:fs'

/**
 * How long the main thread of this process was ready to run and had no core, in milliseconds since it began.
 *
 * What a busy machine does to a process, and not the process to itself. Only Linux tells it: elsewhere it is 0.
 */
export function coreWait() {
  let file
  try {
    file = openSync('/proc/self/schedstat', 'r')
  } catch {
    return () => 0
  }
  const text = Buffer.alloc(96)
  return () => {
    const length = readSync(file, text, 0, text.length, 0)
    // Nanoseconds on a core, nanoseconds in the queue for one, and how often it got one.
    return Number(text.toString('latin1', 0, length).split(' ')[1]) / 1e6
  }
}
