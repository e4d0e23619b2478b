import { expect, it, onTestFinished } from 'vitest'
import { startPulse } from '../support/pulse.ts'
import { startFirefox } from './support/startFirefox.ts'

/** A page that starts its player by itself, plays at a touch of the mouse, and asks for the sound with a click. */
function playUnasked() {
  addEventListener('load', () => {
    void window.rig.startPlayer().then(({ player, events }) => {
      const tell = () => {
        const { status, error } = player.state.get()
        console.log(JSON.stringify({ status, code: error?.code ?? null, events }))
      }
      const button = document.body.appendChild(document.createElement('button'))
      Object.assign(button.style, { position: 'fixed', inset: '0', width: '100%' })
      button.addEventListener('pointerenter', () => {
        player.play('a', 0, window.rig.tonePcm(12_000))
        player.end('a')
      })
      button.addEventListener('click', () => void player.start())
      player.state.subscribe(tell)
      player.listen({ started: tell, drained: tell })
      tell()
    })
  })
}

const isLoud = (samples: Float32Array) => samples.some((sample) => Math.abs(sample) > 0.1)

it('keeps the sound while Firefox wants a click, and plays it after one', async () => {
  const pulse = await startPulse()
  onTestFinished(() => pulse.close())
  const speaker = await pulse.plugSpeaker('speaker')
  const recording = await speaker.record()
  const told: unknown[] = []
  // As Firefox is installed: no sound before the user has clicked.
  const page = await startFirefox(pulse, {
    prefs: { 'media.autoplay.default': 1 },
    before: playUnasked,
    heard: (text) => told.push(JSON.parse(text)),
  })
  const blocked = { status: 'blocked', code: 'audio_blocked', events: [] }
  await expect.poll(() => told.at(-1), { timeout: 10_000 }).toEqual(blocked)
  expect(isLoud(recording.soFar())).toBe(false)

  await page.mouse.click(100, 100)
  await expect.poll(() => isLoud(recording.soFar()), { timeout: 10_000 }).toBe(true)
  const played = { status: 'running', code: null, events: ['started a', 'drained a'] }
  await expect.poll(() => told.at(-1), { timeout: 10_000 }).toEqual(played)
  await recording.stop()
})
