import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import {
  useAudioPlayer,
  useMicrophone,
  type AudioPlayerOptions,
  type UseAudioPlayerResult,
  type UseMicrophoneOptions,
  type UseMicrophoneResult,
} from '../../../src/index.ts'
import { Diary } from './Diary.ts'
import { trackEvents, type TrackEvent } from './trackEvents.ts'

export interface PageOptions {
  readonly microphone?: UseMicrophoneOptions
  readonly player?: AudioPlayerOptions
}

export interface Rig {
  /** What the hooks answered last. */
  microphone: UseMicrophoneResult
  player: UseAudioPlayerResult
  readonly diary: Diary
  readonly trackEvents: readonly TrackEvent[]
}

declare global {
  interface Window {
    devices?: Rig
  }
}

const query = new URLSearchParams(location.search).get('options')
const options = JSON.parse(query ?? '{}') as PageOptions
const events = trackEvents()

function Probe() {
  const microphone = useMicrophone(options.microphone)
  const player = useAudioPlayer(options.player)
  useLayoutEffect(() => {
    const diary = window.devices?.diary ?? new Diary(microphone.microphone)
    window.devices = { microphone, player, diary, trackEvents: events }
  })
  return null
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Probe />)
