import { onTestFinished } from 'vitest'
import { Microphone, type MicrophoneOptions } from '../../src/audio/Microphone.ts'

/** A microphone that is stopped with the test, and what a listener heard of it. */
export function newMicrophone(options?: MicrophoneOptions) {
  const microphone = new Microphone(options)
  const chunks: Int16Array[] = []
  microphone.listen((pcm) => chunks.push(pcm))
  onTestFinished(() => microphone.stop())
  return { microphone, chunks, samples: () => chunks.reduce((sum, { length }) => sum + length, 0) }
}

type GetUserMedia = MediaDevices['getUserMedia']

/** What the browser answers by itself. */
export const platform: GetUserMedia = (constraints) =>
  MediaDevices.prototype.getUserMedia.call(navigator.mediaDevices, constraints)

/** Stands in for the browser's own question to the user. */
export function askingWith(answer: GetUserMedia) {
  const asked: (MediaTrackConstraints | undefined)[] = []
  const streams: MediaStream[] = []
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    asked.push(typeof constraints?.audio === 'object' ? constraints.audio : undefined)
    const stream = await answer(constraints)
    streams.push(stream)
    return stream
  }
  onTestFinished(() => {
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia')
  })
  const live = () =>
    streams.flatMap((stream) => stream.getTracks()).filter((t) => t.readyState === 'live').length
  return { asked, live }
}

export const refusal = (name: string, message = '') =>
  Promise.reject(new DOMException(message, name))
