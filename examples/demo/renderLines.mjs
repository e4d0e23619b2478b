import { mkdirSync, writeFileSync } from 'node:fs'
import { renderLines } from 'react-realtime-voice/simulator/node'

// A page has no voice of its own: what the story says is spoken here, before the page is built.
mkdirSync('public/lines', { recursive: true })
for (const [name, bytes] of await renderLines(['longTalker']))
  writeFileSync(`public/lines/${name}`, bytes)
