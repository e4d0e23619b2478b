import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { recordSpeech, wav } from 'react-realtime-voice/simulator/node'

test.beforeAll(async () => {
  // A moment before the words, and more silence after them than a turn needs to end.
  writeFileSync('speech.wav', wav(await recordSpeech([1000, 'One pizza, please.', 5000])))
})

test('takes an order by voice', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Start conversation' }).click()

  const transcript = page.getByRole('log')
  await expect(transcript).toContainText('One pizza, please.')
  await expect(transcript).toContainText('Anything else?')
})
