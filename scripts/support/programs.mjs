import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { canInstall, installWithApt } from './apt.mjs'

/**
 * A program of the system that tests need.
 *
 * @typedef {object} Program
 * @property {string} name - As a person calls it.
 * @property {readonly string[]} packages - Of Debian and Ubuntu.
 * @property {string} [variable] - Of the environment: names the program to be used, and no other.
 * @property {() => string | undefined} find - Its path, when it is there.
 */

/** What the variable names; else the first of these files that exists, or of these commands on the path. */
export function findProgram({ variable = '', places = [], commands }) {
  const given = process.env[variable]
  if (given) return existsSync(given) ? given : undefined
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = commands.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...places, ...onPath].find((place) => existsSync(place))
}

const isGiven = ({ variable }) => Boolean(variable && process.env[variable])

/** @param {readonly Program[]} programs */
export const lacking = (programs) => programs.filter(({ find }) => find() === undefined)

/**
 * Installs what is lacking, where the system lets us, and answers what still is.
 *
 * @param {readonly Program[]} programs
 */
export async function provide(programs) {
  const wanted = lacking(programs).filter((program) => !isGiven(program))
  if (wanted.length > 0) await installWithApt(wanted.flatMap(({ packages }) => packages))
  return lacking(programs)
}

/** `no Firefox, no PulseAudio` */
export const namesOf = (programs) =>
  programs
    .map((program) =>
      isGiven(program) ? `no ${process.env[program.variable]}` : `no ${program.name}`,
    )
    .join(', ')

/**
 * Says that tests were left out. On somebody's own machine that is no failure; it is one where the environment names what
 * is not there, and where CI could have installed it: green would hide that these tests never run.
 *
 * @param {string} script - Of package.json.
 * @param {readonly Program[]} missing
 */
export function leaveOut(script, missing) {
  const packages = missing.flatMap((program) => program.packages)
  console.log(
    `Left out: npm run ${script} (${namesOf(missing)}). Debian and Ubuntu have: ${packages.join(' ')}`,
  )
  const mustRun = missing.some(isGiven) || (process.env.CI === 'true' && canInstall())
  process.exitCode = mustRun ? 1 : 0
}
