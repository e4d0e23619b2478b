import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { expect, it } from 'vitest'
import { faultPresets } from '../src/simulator/faults/faultPresets.ts'

const ROOT = join(import.meta.dirname, '..')
const PAGE = join(ROOT, 'docs/simulator.md')
const NODE_PAGE = join(ROOT, 'docs/node.md')

const code = (file: string) =>
  `**${basename(file)}**\n\n\`\`\`${extname(file).slice(1)}\n${readFileSync(join(ROOT, file), 'utf8')}\`\`\`\n`

const presets = () => {
  const rows = Object.entries(faultPresets).map(([name, { description, number }]) => {
    const preset = number === null ? name : `${name}-N`
    return `| \`${preset}\` | ${description}${number === null ? '' : ` Default ${number}.`} |`
  })
  return `| fault | |\n|---|---|\n${rows.join('\n')}\n`
}

/** A page with what its comments name put behind them, in the place of what was there. */
const filled = (page: string) =>
  page
    .replace(
      /<!-- (examples\/\S+) -->\n(?:\n\*\*.*\*\*\n)?(?:\n```[^]*?\n```\n)?/g,
      (_, file: string) => `<!-- ${file} -->\n\n${code(file)}`,
    )
    .replace(/<!-- presets -->\n(?:\n(?:\|.*\n)+)?/, () => `<!-- presets -->\n\n${presets()}`)

// To write the page anew: `npm test -- tests/docs.test.ts -u`.
it.each([PAGE, NODE_PAGE])('shows the examples as they are run: %s', async (page) => {
  await expect(filled(readFileSync(page, 'utf8'))).toMatchFileSnapshot(page)
})

it('names the schema where the package has it', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>
  }
  const place = /"\$schema": "\.\/node_modules\/react-realtime-voice\/(.*?)"/.exec(
    readFileSync(PAGE, 'utf8'),
  )
  expect(exports['./scenario.schema.json']).toBe(`./${place?.[1]}`)
})
