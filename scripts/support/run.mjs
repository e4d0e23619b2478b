import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** The program that a package installs, to be started with this very Node: no shell, no `.cmd`. */
export const bin = {
  attw: 'node_modules/@arethetypeswrong/cli/dist/index.js',
  eslint: 'node_modules/eslint/bin/eslint.js',
  knip: 'node_modules/knip/bin/knip.js',
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  publint: 'node_modules/publint/src/cli.js',
  sizeLimit: 'node_modules/size-limit/bin.js',
  storybook: 'node_modules/storybook/dist/bin/dispatcher.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vite: 'node_modules/vite/bin/vite.js',
  vitest: 'node_modules/vitest/vitest.mjs',
}

/** What to spawn for npm itself: the npm that runs us, or the one on the path (a `.cmd` on Windows, hence the shell). */
export function npm(...args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js')
    ? { command: process.execPath, args: [cli, ...args], shell: false }
    : { command: 'npm', args, shell: process.platform === 'win32' }
}

/**
 * Runs a program to its end and answers its exit code; one that cannot be started, or that a signal ended, is not 0.
 *
 * `output: 'show'` lets it write to the terminal; `output: 'keep'` collects what it writes.
 */
export function run(command, args, { output = 'show', shell = false, env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, ...env },
      stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    child.stdout?.on('data', (part) => (text += part))
    child.stderr?.on('data', (part) => (text += part))
    child.on('error', (error) => resolve({ code: 127, text: `${text}${error.message}\n` }))
    child.on('close', (code, signal) =>
      resolve({ code: code ?? 1, text: signal ? `${text}ended by ${signal}\n` : text }),
    )
  })
}
