import { countCommits } from './commits.mjs'

// A module of its own, so that it stands before React in the order of imports.
export const counter = countCommits()
