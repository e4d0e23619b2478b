import { MediaDeviceOutput } from 'elevenlabs/platform/web/output.js'
import { base64ToArrayBuffer } from 'elevenlabs/utils/audio.js'
import { AudioPlayer } from 'react-realtime-voice'
import { WavStreamPlayer } from 'wavtools'
import { seedDecode, SeedPlayer } from '../seedStyle/SeedPlayer.mjs'
import { wait } from './tap.mjs'

const RATE_HZ = 24_000

/**
 * One way to drive them all: `write` takes samples, `receive` what a service sends, `interrupt` answers milliseconds
 * that were heard of the item, or null from those that do not say.
 */
async function ours(options) {
  const player = new AudioPlayer(options)
  await player.start()
  return {
    write: (id, pcm) => player.play(id, 0, pcm),
    receive: (id, text) => player.play(id, 0, text),
    end: (id) => player.end(id),
    async interrupt(id) {
      const heard = await player.interrupt()
      return heard.find(({ itemId }) => itemId === id)?.heardMs ?? null
    },
    close: () => player.stop(),
  }
}

async function wavtools() {
  const player = new WavStreamPlayer({ sampleRate: RATE_HZ })
  await player.connect()
  return {
    write: (id, pcm) => player.add16BitPCM(pcm, id),
    receive: (id, text) => player.add16BitPCM(base64ToArrayBuffer(text), id),
    end: () => undefined,
    async interrupt() {
      const at = await player.interrupt()
      return at === null ? null : at.currentTime * 1000
    },
    close: () => player.context.close(),
  }
}

async function elevenlabs() {
  const player = await MediaDeviceOutput.create({ sampleRate: RATE_HZ, format: 'pcm' })
  return {
    write: (id, pcm) => player.playAudio(pcm.slice().buffer),
    receive: (id, text) => player.playAudio(base64ToArrayBuffer(text)),
    end: () => undefined,
    interrupt: () => {
      player.interrupt()
      return null
    },
    close: () => player.close(),
  }
}

async function seedStyle() {
  const player = new SeedPlayer()
  await player.open()
  return {
    write: (id, pcm) => player.play(pcm),
    receive: (id, text) => player.play(seedDecode(text)),
    end: () => undefined,
    interrupt: () => {
      player.clear()
      return null
    },
    close: () => player.close(),
  }
}

const players = {
  ours: () => ours(),
  'ours, no buffer': () => ours({ jitterMs: 0 }),
  wavtools,
  elevenlabs,
  'seed-style': seedStyle,
}

/** Opens a player, with a tap on what it sends to the loudspeaker. */
export async function openPlayer(name, taps) {
  const player = await players[name]()
  const tap = await taps.last()
  // A device may take its time to wake up; that is not what is measured.
  for (let i = 0; i < 100 && tap.context.currentTime < 0.1; i++) await wait(50)
  return { name, ...player, tap }
}
