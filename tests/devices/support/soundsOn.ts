import { expect } from 'vitest'
import type { Recording } from '../../support/pulseStreams.ts'
import { toneDb } from './tones.ts'

const RATE_HZ = 48_000

/** Whether a loudspeaker plays this tone now: its last 200 ms. */
export const plays = (recording: Recording, hz: number): boolean =>
  toneDb(recording.soFar().slice(-RATE_HZ / 5), hz, RATE_HZ) > -30

export const soundsOn = (recording: Recording, hz: number) =>
  expect.poll(() => plays(recording, hz), { timeout: 8000 })
