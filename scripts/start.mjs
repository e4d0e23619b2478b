// The playground: installs what is missing, starts the simulator and Storybook, prints the address.
import { checkNode, installPackages } from './support/install.mjs'
import { bin } from './support/run.mjs'
import { answers, freePort, startServer } from './support/servers.mjs'

checkNode()
await installPackages()

const servers = []
let stopping = false
async function stop(code) {
  if (stopping) return
  stopping = true
  await Promise.all(servers.map((server) => server.stop()))
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))

function start(name, args, env) {
  const server = startServer(name, args, env)
  servers.push(server)
  void server.ended.then((how) => {
    if (stopping) return
    console.error(`The ${name} ended by itself (${how}), so everything stops here.`)
    void stop(1)
  })
  return server
}

const simulatorPort = await freePort(4400, 'the simulator')
const playgroundPort = await freePort(6006, 'the playground')
const address = `http://localhost:${playgroundPort}/`

console.log('Starting the simulator and the playground …')
const simulator = start('simulator', ['scripts/simulator.mjs', '--port', String(simulatorPort)])
start(
  'storybook',
  [
    ...[bin.storybook, 'dev', '--port', String(playgroundPort), '--exact-port'],
    ...['--ci', '--no-open', '--no-version-updates', '--disable-telemetry', '--loglevel', 'warn'],
  ],
  // Storybook hands variables of this prefix to the page.
  { STORYBOOK_SIMULATOR_URL: `ws://127.0.0.1:${simulatorPort}` },
)

await Promise.all([simulator.says(/listening on ws:/), answers(address)])
console.log(`\nPlayground: ${address}\nCtrl-C stops it.`)
