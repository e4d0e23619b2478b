import { brainNames } from '../brain/brainNamed.ts'
import { scenarios } from '../brain/scenarios.ts'

export const scenarioNames: readonly string[] = Object.keys(scenarios)

/** What `--help` prints. */
export const USAGE = `Usage: react-realtime-voice simulator [options]

An offline Realtime server on this machine: it hears, answers and can be interrupted.

  --port <number>          where to listen; 0 is any free port (default 4400)
  --brain <name>           who answers (default listener):
                           ${brainNames.join(', ')}
  --scenario <file|name>   a conversation written beforehand, as JSON, or one that ships:
                           ${scenarioNames.join(', ')}
  --pace <number>          answers are sent at so many times real time; 0 is at once (default 4)
  --latency <ms>           how long it thinks before it answers (default 0)
  --session-ttl <seconds>  how long a session may last (default 3600)
  --key <key>              the only key that is accepted (default any)
  --preview <serve|sunset> the dialect before GA: serve it everywhere, or nowhere
                           (default: on Azure's path alone)
  --tls                    wss instead of ws, with a certificate that it signs itself; says how to trust it
  --fault <fault>          what goes wrong on every line, by name (close-1011) or as JSON; may be repeated
  --control                serve /_simulator/: read what is said, set faults, break lines
  --help                   this text
  --version                of this package
`
