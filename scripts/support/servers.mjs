import { spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { root } from './run.mjs'

const onWindows = process.platform === 'win32'

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
}

/** The first free port from `first` on, and says so when it is another one. */
export async function freePort(first, what) {
  for (let port = first; port < first + 20; port++) {
    if (!(await isFree(port))) continue
    if (port !== first) console.log(`Port ${first} is busy: ${what} takes ${port}.`)
    return port
  }
  throw new Error(`No free port for ${what} from ${first} to ${first + 19}.`)
}

/**
 * Starts a server of ours and shows what it says, each line under its name.
 *
 * It gets a process group of its own, because some start processes of theirs that would outlive them.
 */
export function startServer(name, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !onWindows,
  })
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  const heard = []
  let alive = true
  void ended.then(() => (alive = false))
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream.setEncoding('utf8').on('data', (part) => {
      const lines = (rest + part).split(/\r?\n/)
      rest = lines.pop()
      for (const line of lines) {
        if (line.trim() !== '') console.log(`[${name}] ${line}`)
        for (const listener of heard) listener(line)
      }
    })
  }

  return {
    /** Resolves with what ended it, when it ends. */
    ended,
    /** Resolves when it writes a line that matches. */
    says: (pattern) =>
      new Promise((resolve) => heard.push((line) => pattern.test(line) && resolve())),
    /** Ends it and whatever it started. */
    async stop() {
      if (!alive) return
      if (onWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
      else signalGroup(child.pid, 'SIGTERM')
      const patience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), 3000)
      await ended
      clearTimeout(patience)
    },
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch {
    // Already gone.
  }
}

/** Resolves when the address answers with a page; asks four times a second. */
export async function answers(url) {
  for (;;) {
    try {
      if ((await fetch(url)).ok) return
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
