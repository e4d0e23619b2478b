// Numbers of the WASI preview 1 interface.
const OK = 0
const BAD_FILE = 8
const NOT_SEEKABLE = 70
const DIRECTORY = 3
const REGULAR_FILE = 4

// Our file numbers; 0 to 2 are standard input, output and errors.
const ERRORS = 2
const ROOT = 3
const FILE = 4

/** How a program ended, and what it wrote to its file and to its error output. */
export interface WasiRun {
  readonly exitCode: number
  readonly file: Uint8Array
  readonly errors: string
}

class Exit extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super(`exit ${exitCode}`)
    this.exitCode = exitCode
  }
}

/**
 * Runs a WASI command that reads its arguments and writes one file, whatever name it gives it.
 *
 * Nothing outside is touched: no file system, no environment, and a clock that stands still, so the
 * same arguments give the same file. (`node:wasi` of Node 20 crashes the process on some voices.)
 */
export function runWasi(module: WebAssembly.Module, args: readonly string[]): WasiRun {
  const file: Uint8Array[] = []
  const errors: Uint8Array[] = []
  const encoded = args.map((arg) => new TextEncoder().encode(`${arg}\0`))
  // The memory moves when it grows, so a view is made anew for each use.
  const bytes = () => new Uint8Array(memoryOf(instance).buffer)
  const view = () => new DataView(memoryOf(instance).buffer)
  const put = (at: number, value: number) => {
    view().setUint32(at, value, true)
    return OK
  }
  const calls = {
    args_sizes_get(count: number, size: number) {
      put(count, args.length)
      return put(size, join(encoded).length)
    },
    args_get(pointers: number, buffer: number) {
      bytes().set(join(encoded), buffer)
      let at = buffer
      encoded.forEach((arg, i) => {
        put(pointers + 4 * i, at)
        at += arg.length
      })
      return OK
    },
    clock_time_get(_clock: number, _precision: bigint, at: number) {
      view().setBigUint64(at, 0n, true)
      return OK
    },
    // One folder, named /, is open from the start, or the C library refuses every path.
    fd_prestat_get(fd: number, at: number) {
      if (fd !== ROOT) return BAD_FILE
      put(at, 0)
      return put(at + 4, 1)
    },
    fd_prestat_dir_name(_fd: number, at: number) {
      bytes()[at] = '/'.charCodeAt(0)
      return OK
    },
    path_open(...details: readonly (number | bigint)[]) {
      return put(Number(details.at(-1)), FILE)
    },
    fd_fdstat_get(fd: number, at: number) {
      bytes().fill(0, at, at + 8)
      bytes()[at] = fd === ROOT ? DIRECTORY : REGULAR_FILE
      // Every right, for the file and for those opened from it.
      bytes().fill(255, at + 8, at + 24)
      return OK
    },
    fd_fdstat_set_flags: () => OK,
    fd_close: () => OK,
    fd_seek: () => NOT_SEEKABLE,
    fd_read: (_fd: number, _vectors: number, _count: number, at: number) => put(at, 0),
    fd_write(fd: number, vectors: number, count: number, at: number) {
      let total = 0
      for (let vector = vectors; vector < vectors + 8 * count; vector += 8) {
        const start = view().getUint32(vector, true)
        const length = view().getUint32(vector + 4, true)
        if (fd === FILE || fd === ERRORS)
          (fd === FILE ? file : errors).push(bytes().slice(start, start + length))
        total += length
      }
      return put(at, total)
    },
    proc_exit(exitCode: number) {
      throw new Exit(exitCode)
    },
  }
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: calls })
  const exitCode = start(instance)
  return { exitCode, file: join(file), errors: new TextDecoder().decode(join(errors)) }
}

function memoryOf(instance: WebAssembly.Instance): WebAssembly.Memory {
  const { memory } = instance.exports
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('the program exports no memory')
  return memory
}

function start(instance: WebAssembly.Instance): number {
  const { _start: main } = instance.exports
  if (typeof main !== 'function') throw new Error('the program exports no _start')
  try {
    Reflect.apply(main, undefined, [])
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.exitCode
    throw error
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
