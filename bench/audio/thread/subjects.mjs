import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { rawPlayers } from '../players/rawPlayers.mjs'
import { install, load, startProcessor, takeLiving, tick } from './webAudio.mjs'

const require = createRequire(import.meta.url)
const elevenlabs = () =>
  readFileSync(require.resolve('@elevenlabs/client/worklets/audioConcatProcessor.js'), 'utf8')

/** Ours as an app has it: the public player, over the worklet that ships. */
async function ourPlayer(library) {
  const { AudioPlayer } = await import(pathToFileURL(join(library, 'index.js')).href)
  return async () => {
    // Everything is there at once: nothing has to be held back for the sake of a late piece.
    const player = new AudioPlayer()
    await player.start()
    const [part] = takeLiving()
    if (!part) throw new Error('The player has made no node.')
    let item = 0
    return {
      write: (pcm) => player.play(`item ${item}`, 0, pcm),
      end: () => player.end(`item ${item++}`),
      interrupt: () => player.interrupt(),
      render() {
        part.render()
        tick()
      },
      deliver: part.deliver,
      output: part.output,
      close: () => player.stop(),
    }
  }
}

/** A peer's worklet; a node that ended itself is made anew by the next write, as its player does. */
function peerPlayer({ source, processor, open, write, interrupt }) {
  load(source)
  return async () => {
    let part = null
    const begin = () => {
      part = startProcessor(processor)
      open(part.port)
    }
    begin()
    return {
      write(pcm) {
        if (!part.alive) begin()
        write(part.port, pcm)
      },
      end: () => undefined,
      interrupt: () => interrupt(part.port),
      render() {
        part.render()
        tick()
      },
      deliver: () => part.deliver(),
      get output() {
        return part.output
      },
      close: () => undefined,
    }
  }
}

/** @returns A function that opens a new player of that name, in this process. */
export async function subject(name, library) {
  install()
  if (name === 'ours') return ourPlayer(library)
  return peerPlayer(rawPlayers(elevenlabs())[name])
}
