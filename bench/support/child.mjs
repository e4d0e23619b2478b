import { fork } from 'node:child_process'

let lastId = 0

/** A Node process that answers {@link ask}. @param flags - For Node itself, as `--expose-gc`. */
export function startChild(file, { args = [], flags = [] } = {}) {
  // Nothing of ours is passed on: a profiler or a loader in one process would change the figures of all.
  return fork(file, args, { execArgv: flags, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

/** Asks a child to do something. @returns What it answers; rejects when it fails or dies. */
export function ask(child, task, input = {}) {
  const id = ++lastId
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      child.off('message', hear)
      child.off('exit', die)
      settle(value)
    }
    const hear = (reply) => {
      if (reply.id !== id) return
      if ('problem' in reply) end(reject, new Error(reply.problem))
      else end(resolve, reply.output)
    }
    const die = (code, signal) => end(reject, new Error(`"${task}": ended with ${code ?? signal}`))
    child.on('message', hear)
    child.on('exit', die)
    child.send({ id, task, input })
  })
}

/** The other end: answers with what the task of that name returns. */
export function serve(tasks) {
  process.on('message', ({ id, task, input }) => {
    Promise.resolve()
      .then(() => tasks[task](input))
      .then(
        (output) => process.send({ id, output: output ?? null }),
        (error) => process.send({ id, problem: error.stack ?? String(error) }),
      )
  })
  process.on('disconnect', () => process.exit())
}
