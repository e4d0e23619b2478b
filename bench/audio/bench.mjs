import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { installPackages } from '../../scripts/support/install.mjs'
import { built } from '../support/built.mjs'
import { bundle } from './support/bundle.mjs'
import { openChromium } from './support/chromium.mjs'

/** What is left out where that browser cannot be had. */
function onlyWith(browser, load) {
  return async (context) => {
    if (context[browser] === null) return null
    const measure = await load()
    return measure({ ...context, browser: context[browser] })
  }
}

/** The same in one and in the other. */
function inBrowsers(load) {
  return [onlyWith('chromium', load), onlyWith('firefox', load)]
}

/** Each part by its name, in the order in which they run; loaded when it is wanted, as the peers may not be there yet. */
const PARTS = {
  cost: [
    async (context) => (await import('./costInNode.mjs')).costInNode(context),
    async (context) => (await import('./costInChromium.mjs')).costInChromium(context),
  ],
  conversation: [async (context) => (await import('./conversation.mjs')).conversation(context)],
  exactness: inBrowsers(async () => (await import('./exactness.mjs')).exactness),
  'barge-in': inBrowsers(async () => (await import('./bargeIn.mjs')).bargeIn),
  capture: [
    async (context) => (await import('./capture.mjs')).capture(context),
    onlyWith('firefox', async () => (await import('./captureInFirefox.mjs')).captureInFirefox),
  ],
  base64: [async (context) => (await import('./base64.mjs')).base64(context)],
  'first-sound': [async (context) => (await import('./firstSound.mjs')).firstSound(context)],
  react: [async (context) => (await import('./react.mjs')).react(context)],
}

function settingsOf(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      library: { type: 'string' },
      'chromium-only': { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !(name in PARTS))
  if (unknown.length > 0)
    throw new Error(
      `audio has no part "${unknown.join(', ')}". It has: ${Object.keys(PARTS).join(', ')}.`,
    )
  return {
    rounds: Number(values.rounds),
    library: values.library,
    firefox: !values['chromium-only'],
    parts: positionals.length > 0 ? positionals : Object.keys(PARTS),
  }
}

/** What the peers, or we, need besides them. */
const HELPERS = ['zod', 'puppeteer-core']

const peers = () =>
  Object.entries(
    JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).dependencies,
  )
    .filter(([name]) => !HELPERS.includes(name))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')

/** What a part found; one that breaks does not take the others with it. */
async function measured(part, context) {
  const sections = []
  try {
    for (const measure of PARTS[part]) {
      const found = await measure(context)
      if (found) sections.push(found)
    }
    return { sections, broken: [] }
  } catch (error) {
    return { sections, broken: [{ part, problem: error.stack ?? String(error) }] }
  }
}

/** Loaded late: its driver is one of the packages that may have to be installed first. */
async function openFirefoxWhereThereIsOne(pages) {
  const { openFirefox } = await import('./support/firefox.mjs')
  return openFirefox(pages)
}

/** The sound of this package beside that of others, in the same run. */
export async function bench(args) {
  const settings = settingsOf(args)
  await installPackages('bench')
  const library = settings.library ?? built()
  const pages = await bundle(library)
  const chromium = await openChromium(pages)
  const firefox = settings.firefox ? await openFirefoxWhereThereIsOne(pages) : null
  const found = []
  try {
    for (const part of settings.parts)
      found.push(await measured(part, { ...settings, library, chromium, firefox }))
  } finally {
    await chromium.close()
    await firefox?.close()
  }
  const withoutFirefox = settings.firefox
    ? 'Firefox left out: none was found, or no PulseAudio for it'
    : 'Firefox left out, as asked'
  const sections = found.flatMap((one) => one.sections)
  return {
    title: `audio: ${settings.parts.join(', ')}; medians of ${settings.rounds} rounds`,
    settings,
    sections,
    goals: sections.flatMap(({ goals }) => goals),
    broken: found.flatMap((one) => one.broken),
    notes: [
      `${chromium.version}; ${firefox?.version ?? withoutFirefox}; ${peers()}. seed-style: written anew from a description of the seed's player and recorder.\n` +
        'Left out: Hume, whose worklet is not in its package but on a server of theirs.',
    ],
  }
}
