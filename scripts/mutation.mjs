// Breaks the brain of the library on purpose, one small change at a time, and counts what the tests notice:
// `npm run mutation`, or of some files only: `npm run mutation -- --mutate 'src/session/reduce/*.ts'`.
import { join } from 'node:path'
import { checkNode, installPackages } from './support/install.mjs'
import { allowLongPatterns } from './support/longPatterns.mjs'
import { root, run } from './support/run.mjs'

checkNode()
await installPackages()
await installPackages('tests/mutation')
allowLongPatterns(join(root, 'tests/mutation'))
const stryker = join(root, 'tests/mutation/node_modules/@stryker-mutator/core/bin/stryker.js')
const { code } = await run(process.execPath, [
  stryker,
  'run',
  'tests/mutation/stryker.config.json',
  ...process.argv.slice(2),
])
process.exitCode = code
