import { expect, it } from 'vitest'
import { askingWith, newMicrophone, platform } from './askedMicrophone.ts'

it('takes constraints and the length of a chunk', async () => {
  const { asked } = askingWith(platform)
  const { microphone, chunks } = newMicrophone({
    chunkMs: 20,
    constraints: { noiseSuppression: false, channelCount: 2 },
  })
  await microphone.start()
  await expect.poll(() => chunks.length).toBeGreaterThan(2)
  expect(chunks[0]).toHaveLength(480)
  expect(asked[0]).toEqual({
    echoCancellation: true,
    noiseSuppression: false,
    autoGainControl: true,
    channelCount: 2,
  })
})

it.each([
  [1, 480],
  [1000, 2400],
  [NaN, 960],
])('makes of %i ms a chunk of %i samples', async (chunkMs, samples) => {
  const { microphone, chunks } = newMicrophone({ chunkMs, prerollMs: NaN })
  await microphone.start()
  await expect.poll(() => chunks[0]?.length).toBe(samples)
})

it.each([['remote-only'], [{ exact: 'remote-only' }], [{ ideal: 'remote-only' }]])(
  'asks for no echo cancellation that would let the answer through: %o',
  async (given) => {
    const { asked } = askingWith(platform)
    const { microphone } = newMicrophone({ constraints: { echoCancellation: given } })
    await microphone.start()
    expect(asked[0]?.echoCancellation).toBe(true)
  },
)

it('turns echo cancellation off, or all of it on, when it is told to', async () => {
  const { asked } = askingWith(platform)
  for (const echoCancellation of [false, 'all', { ideal: false }]) {
    const { microphone } = newMicrophone({ constraints: { echoCancellation } })
    await microphone.start()
    expect(asked.at(-1)?.echoCancellation).toEqual(echoCancellation)
  }
})
