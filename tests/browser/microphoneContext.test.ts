import { expect, it, onTestFinished } from 'vitest'
import { CAPTURE_PROCESSOR } from '../../src/audio/worklet/voiceMessages.ts'
import { wait } from './audioTap.ts'
import { heardMicrophone, toneMicrophones } from './toneMicrophones.ts'
import { troubledContexts } from './troubledContext.ts'

const PATIENT = { timeout: 6000 }

/** A microphone whose user is being asked, and the context that it has by then. */
async function asked() {
  const { hold } = toneMicrophones({ '': { hz: 500 } })
  const { AudioContext, made } = troubledContexts()
  const heard = heardMicrophone({ AudioContext })
  const allow = hold()
  const started = heard.microphone.start()
  // The engine listens to the context from here on, or does not.
  await wait(300)
  const answered = () => {
    allow()
    return started
  }
  return { ...heard, context: made[0]!, made, answered }
}

async function live() {
  const { answered, ...heard } = await asked()
  await answered()
  await expect.poll(() => heard.chunks.length).toBeGreaterThan(2)
  return heard
}

it('runs again when the system suspended it while the user was asked', async () => {
  const { context, answered, pitch, state } = await asked()
  await context.suspend()
  // The word of it has passed when the answer comes.
  await wait(100)
  await answered()
  await expect.poll(pitch).toBe(500)
  expect(state().isMutedBySystem).toBe(false)
})

it('is muted by the system from the start when that took the sound while the user was asked', async () => {
  const { context, answered, state, chunks, pitch } = await asked()
  await context.interrupt()
  expect(state()).toMatchObject({ status: 'requesting', isMutedBySystem: false })
  await answered()
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: true })
  expect(chunks).toEqual([])
  context.giveBack()
  await expect.poll(pitch).toBe(500)
  expect(state().isMutedBySystem).toBe(false)
})

/** A page in which nothing may sound before a click, and what a resume is answered there: nothing, for ever. */
function silentPage() {
  const page = { isAllowed: false, asked: 0 }
  class SilentContext extends AudioContext {
    constructor() {
      super()
      void this.suspend()
    }
    override resume(): Promise<void> {
      page.asked++
      return page.isAllowed ? super.resume() : new Promise(() => undefined)
    }
  }
  return { page, AudioContext: SilentContext }
}

it.each(['start', 'unmute', 'pointerup', 'keydown'] as const)(
  'is muted by the system where the browser waits for a click, which %s is',
  async (way) => {
    toneMicrophones({ '': { hz: 500 } })
    const { page, AudioContext } = silentPage()
    const { microphone, chunks, state, pitch } = heardMicrophone({ AudioContext })
    await microphone.start()
    await expect.poll(state, PATIENT).toMatchObject({ status: 'live', isMutedBySystem: true })
    expect(chunks).toEqual([])
    page.isAllowed = true
    if (way === 'start' || way === 'unmute') await microphone[way]()
    else document.body.dispatchEvent(new Event(way, { bubbles: true }))
    await expect.poll(pitch).toBe(500)
    expect(state()).toMatchObject({ status: 'live', isMutedBySystem: false })
    const { asked: before } = page
    document.body.click()
    expect(page.asked).toBe(before)
  },
)

it('asks for nothing more when it was stopped before the click', async () => {
  toneMicrophones({ '': { hz: 500 } })
  const { page, AudioContext } = silentPage()
  const { microphone } = heardMicrophone({ AudioContext })
  await microphone.start()
  microphone.stop()
  const { asked: before } = page
  document.body.click()
  expect(page.asked).toBe(before)
})

it('has no level while the system has the sound', async () => {
  const { context, microphone } = await live()
  await expect.poll(() => microphone.meter.read()).toBeGreaterThan(0.5)
  await context.interrupt()
  await expect.poll(() => microphone.meter.read()).toBeLessThan(0.05)
})

it('goes on in a new context when the device broke under the one that it had', async () => {
  const { context, made, pitch, state } = await live()
  context.breakDown()
  await expect.poll(() => made.length).toBe(2)
  await expect.poll(() => context.state).toBe('closed')
  await expect.poll(pitch).toBe(500)
  expect(state()).toMatchObject({ status: 'live', error: null })
})

it('goes on in a new context when the clock of the one that it had stands still', async () => {
  const { context, made, pitch, state } = await live()
  context.pretend()
  await context.suspend()
  await expect.poll(() => state().isMutedBySystem, PATIENT).toBe(true)
  await expect.poll(() => made.length, PATIENT).toBe(2)
  await expect.poll(() => state().isMutedBySystem, PATIENT).toBe(false)
  await expect.poll(pitch).toBe(500)
  expect(state()).toMatchObject({ status: 'live', error: null })
})

it('does not count what happens to a context that is being replaced', async () => {
  const { context, made, pitch, state } = await live()
  const platform = AudioWorklet.prototype.addModule
  let load = () => {}
  const loading = new Promise<void>((resolve) => (load = resolve))
  AudioWorklet.prototype.addModule = async function (...given) {
    await loading
    return Reflect.apply(platform, this, given)
  }
  onTestFinished(() => void (AudioWorklet.prototype.addModule = platform))
  context.breakDown()
  await expect.poll(() => made.length).toBe(2)
  context.breakDown()
  await context.close()
  load()
  await expect.poll(pitch).toBe(500)
  expect(state()).toMatchObject({ status: 'live', error: null, isMutedBySystem: false })
  expect(made).toHaveLength(2)
})

it('tries another context, once, when it runs and nothing comes', { timeout: 20_000 }, async () => {
  toneMicrophones({ '': { hz: 500 } })
  const source = `registerProcessor('${CAPTURE_PROCESSOR}', class extends AudioWorkletProcessor {
    process() {
      return true
    }
  })`
  const workletUrl = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  onTestFinished(() => URL.revokeObjectURL(workletUrl))
  const { microphone, contexts, state } = heardMicrophone({ workletUrl })
  await microphone.start()
  await expect.poll(() => contexts.length, { timeout: 8000 }).toBe(2)
  await wait(4500)
  expect(contexts).toHaveLength(2)
  expect(state()).toMatchObject({ status: 'live', isMutedBySystem: true })
})
