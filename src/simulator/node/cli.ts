#!/usr/bin/env node
import { main } from './main.ts'

// The one module that acts when it is loaded: it is the command.
process.exitCode = await main(process.argv.slice(2))
