import { newPulse } from './newPulse.ts'
import { tone } from './tones.ts'

/** One hears 300 Hz and is the system's choice; the other hears 900 Hz. */
export async function twoMicrophones() {
  const pulse = await newPulse()
  const speaker = await pulse.plugSpeaker('speaker', { label: 'Speaker' })
  const desk = await pulse.plugMicrophone('desk', { label: 'Desk microphone' })
  const headset = await pulse.plugMicrophone('headset', { label: 'Headset' })
  const sounds = {
    desk: desk.hears(tone(300), Infinity),
    headset: headset.hears(tone(900), Infinity),
  }
  return { pulse, speaker, desk, headset, sounds }
}
