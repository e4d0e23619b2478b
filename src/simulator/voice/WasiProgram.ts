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
 * A WASI command that reads its arguments and writes one file, whatever name it gives it.
 *
 * Nothing outside is touched: no file system, no environment, and a clock that stands still, so the
 * same arguments give the same file. (`node:wasi` of Node 20 crashes the process on some voices.)
 *
 * All runs share one memory, set back before each: a new one for every run would cost more time than
 * many runs take, and pile up until somebody collects garbage.
 */
export class WasiProgram {
  readonly #module: WebAssembly.Module
  #args: readonly Uint8Array[] = []
  #file: Uint8Array[] = []
  #errors: Uint8Array[] = []
  #memory: WebAssembly.Memory | null = null
  /** Made by the first run, dropped after one that did not return, since that leaves its stack behind. */
  #ready: { readonly main: () => unknown; readonly fresh: Uint8Array } | null = null

  constructor(module: WebAssembly.Module) {
    this.#module = module
  }

  /** @param args - The first one is the name of the program. */
  run(args: readonly string[]): WasiRun {
    this.#args = args.map((arg) => new TextEncoder().encode(`${arg}\0`))
    this.#file = []
    this.#errors = []
    const exitCode = this.#start()
    return {
      exitCode,
      file: join(this.#file),
      errors: new TextDecoder().decode(join(this.#errors)),
    }
  }

  #start(): number {
    const { main, fresh } = this.#ready ?? this.#load()
    this.#ready = null
    const memory = this.#bytes()
    memory.set(fresh)
    // What an earlier run asked for beyond: the program expects zeros there.
    memory.fill(0, fresh.length)
    try {
      main()
    } catch (error) {
      if (error instanceof Exit) return error.exitCode
      throw error
    }
    this.#ready = { main, fresh }
    return 0
  }

  #load() {
    const imports = { wasi_snapshot_preview1: this.#calls }
    const { memory, _start: start } = new WebAssembly.Instance(this.#module, imports).exports
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('the program exports no memory')
    if (typeof start !== 'function') throw new Error('the program exports no _start')
    this.#memory = memory
    const main = (): unknown => Reflect.apply(start, undefined, [])
    return { main, fresh: this.#bytes().slice() }
  }

  // The memory moves when it grows, so a view is made anew for each use.
  #bytes(): Uint8Array {
    if (this.#memory === null) throw new Error('the program was not loaded')
    return new Uint8Array(this.#memory.buffer)
  }

  #view(): DataView {
    return new DataView(this.#bytes().buffer)
  }

  #put(at: number, value: number): number {
    this.#view().setUint32(at, value, true)
    return OK
  }

  readonly #calls = {
    args_sizes_get: (count: number, size: number) => {
      this.#put(count, this.#args.length)
      return this.#put(size, join(this.#args).length)
    },
    args_get: (pointers: number, buffer: number) => {
      this.#bytes().set(join(this.#args), buffer)
      let at = buffer
      this.#args.forEach((arg, i) => {
        this.#put(pointers + 4 * i, at)
        at += arg.length
      })
      return OK
    },
    clock_time_get: (_clock: number, _precision: bigint, at: number) => {
      this.#view().setBigUint64(at, 0n, true)
      return OK
    },
    // One folder, named /, is open from the start, or the C library refuses every path.
    fd_prestat_get: (fd: number, at: number) => {
      if (fd !== ROOT) return BAD_FILE
      this.#put(at, 0)
      return this.#put(at + 4, 1)
    },
    fd_prestat_dir_name: (_fd: number, at: number) => {
      this.#bytes()[at] = '/'.charCodeAt(0)
      return OK
    },
    path_open: (...details: readonly (number | bigint)[]) =>
      this.#put(Number(details.at(-1)), FILE),
    fd_fdstat_get: (fd: number, at: number) => {
      const bytes = this.#bytes()
      bytes.fill(0, at, at + 8)
      bytes[at] = fd === ROOT ? DIRECTORY : REGULAR_FILE
      // Every right, for the file and for those opened from it.
      bytes.fill(255, at + 8, at + 24)
      return OK
    },
    fd_fdstat_set_flags: () => OK,
    fd_close: () => OK,
    fd_seek: () => NOT_SEEKABLE,
    fd_read: (_fd: number, _vectors: number, _count: number, at: number) => this.#put(at, 0),
    fd_write: (fd: number, vectors: number, count: number, at: number) => {
      let total = 0
      for (let vector = vectors; vector < vectors + 8 * count; vector += 8) {
        const start = this.#view().getUint32(vector, true)
        const length = this.#view().getUint32(vector + 4, true)
        if (fd === FILE || fd === ERRORS)
          (fd === FILE ? this.#file : this.#errors).push(this.#bytes().slice(start, start + length))
        total += length
      }
      return this.#put(at, total)
    },
    proc_exit: (exitCode: number) => {
      throw new Exit(exitCode)
    },
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
