import { expect, it } from 'vitest'
import { base64ToPcm16 } from '../../src/audio/sound/pcm.ts'
import { Uplink } from '../../src/session/Uplink.ts'

function world() {
  const sent: number[] = []
  const uplink = new Uplink((event) => {
    if (event.type === 'input_audio_buffer.append') sent.push(...base64ToPcm16(event.audio))
  })
  return { uplink, sent }
}
const chunk = (value: number, ms = 40) => new Int16Array(ms * 24).fill(value)

it('drops what comes while it is shut', () => {
  const { uplink, sent } = world()
  uplink.push(chunk(1))
  uplink.set('open')
  expect(sent).toEqual([])
})

it('keeps what is said while connecting, and sends it first', () => {
  const { uplink, sent } = world()
  uplink.set('held')
  uplink.push(chunk(1))
  uplink.push(chunk(2))
  uplink.set('open')
  uplink.push(chunk(3))
  expect(sent).toEqual([...chunk(1), ...chunk(2), ...chunk(3)])
})

it('keeps the last 10 s, and no more', () => {
  const { uplink, sent } = world()
  uplink.set('held')
  for (let i = 0; i < 300; i++) uplink.push(chunk(i))
  uplink.set('open')
  expect(sent).toHaveLength(10 * 24_000)
  expect(sent[0]).toBe(50)
  expect(sent.at(-1)).toBe(299)
})

it('forgets what it kept when the attempt fails', () => {
  const { uplink, sent } = world()
  uplink.set('held')
  uplink.push(chunk(1))
  uplink.set('shut')
  uplink.set('open')
  expect(sent).toEqual([])
})

it('sends silence only into an open line', () => {
  const { uplink, sent } = world()
  uplink.silence(100)
  uplink.set('open')
  uplink.silence(100)
  expect(sent).toEqual([...new Int16Array(2400)])
})

it('counts what it holds in time, whatever its rate', () => {
  const { uplink } = world()
  uplink.set('held')
  uplink.push(chunk(1))
  uplink.push(new Int16Array(320), 8000)
  expect(uplink.heldMs).toBe(80)
  for (let i = 0; i < 300; i++) uplink.push(new Int16Array(320), 8000)
  expect(uplink.heldMs).toBe(10_000)
})

it('sends silence at the rate of the line', () => {
  const written: [number, number | undefined][] = []
  const uplink = new Uplink(() => {})
  uplink.set('open', (pcm, rateHz) => (written.push([pcm.length, rateHz]), ''), 8000)
  uplink.silence(100)
  expect(written).toEqual([[800, 8000]])
})

it('forgets a turn of which nothing is left, with its end', () => {
  const types: string[] = []
  const uplink = new Uplink(({ type }) => types.push(type))
  uplink.set('held')
  for (let i = 0; i < 5; i++) uplink.push(chunk(1))
  uplink.release(200)
  for (let i = 0; i < 250; i++) uplink.push(chunk(2))
  uplink.set('open')
  expect(types).toHaveLength(250)
  expect(types).not.toContain('input_audio_buffer.commit')
})
