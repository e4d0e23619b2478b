import { parseScenario } from '../brain/parseScenario.ts'
import { partner } from '../brain/partner.ts'
import { Faults } from '../faults/Faults.ts'
import { checkOptions } from './checkOptions.ts'
import { ClientSecrets } from './ClientSecrets.ts'
import { controlRoutes } from './controlRoutes.ts'
import { EventLog } from './EventLog.ts'
import { Gate } from './Gate.ts'
import { httpRoutes } from './httpRoutes.ts'
import { Line } from './Line.ts'
import { Lines } from './Lines.ts'
import { listen } from './listen.ts'
import { loadEars, loadVoice, loadWs } from './loadParts.ts'
import type { RunningSimulator } from './RunningSimulator.ts'
import { secretRoutes } from './secretRoutes.ts'
import { selfSigned } from './selfSigned.ts'
import type { SimulatorOptions } from './SimulatorOptions.ts'
import { Switchboard } from './Switchboard.ts'

const SOCKET_OPTIONS = {
  noServer: true,
  maxPayload: 16 * 1024 * 1024,
  perMessageDeflate: false,
  handleProtocols: (offered: Set<string>) => (offered.has('realtime') ? 'realtime' : false),
  // For the last word of a client that was told to leave.
  closeTimeout: 1000,
} as const
/** About as often as the live service. */
const PING_MS = 20_000

/**
 * Starts an offline Realtime server on this machine: it hears, answers and is interrupted as the real services do.
 *
 * Listens on loopback only, and forgets everything when it is closed.
 *
 * @example
 * const simulator = await startSimulator({ brain: 'parrot' })
 * const session = new RealtimeSession({ endpoint: local({ url: simulator.url }) })
 *
 * @throws {@link SimulatorError} `ws_missing`, `port_in_use`, `brain_unknown`, `scenario_invalid`, `fault_invalid`,
 * `option_invalid`, `refused_in_production`
 */
export async function startSimulator(asked: SimulatorOptions = {}): Promise<RunningSimulator> {
  checkOptions(asked)
  const scenario = asked.scenario === undefined ? undefined : parseScenario(asked.scenario)
  const options = { ...asked, scenario }
  const log = options.log ?? (() => undefined)
  const faults = new Faults({ rules: options.faults, seed: options.faultSeed, log })
  const { WebSocketServer } = await loadWs()
  const createHearing = options.createHearing ?? (await loadEars())
  const ownVoice = options.voice === undefined ? await loadVoice(log) : null
  const { clips, sessionTtlMs, origins = [], preview } = options
  const shared = { createHearing, voice: options.voice ?? ownVoice, clips, sessionTtlMs, log }

  const record = new EventLog()
  const lines = new Lines()
  const secrets = new ClientSecrets(options.secretTtlMs)
  const faultsAsked = (text: string) => faults.asked(text)
  const gate = new Gate({ apiKey: options.apiKey, origins, preview, secrets, faultsAsked })
  const switchboard = new Switchboard({
    gate,
    faults,
    sockets: new WebSocketServer({ ...SOCKET_OPTIONS }),
    lines,
    maxSessions: options.maxSessions ?? 64,
    log,
    prepare({ brain, dialect, model, startWith, rules: asking }) {
      const chosen = brain === null ? options : { ...options, brain, scenario: undefined }
      const { faults: own, ...partnered } = partner({ ...chosen, startWith })
      const session = { ...shared, ...partnered, dialect, model }
      const rules = [...asking, ...own.flatMap((fault) => faults.asked(fault))]
      return { rules, open: (socket) => new Line({ socket, session, record, log, faults, rules }) }
    },
  })
  const routes = {
    ...secretRoutes({ gate, secrets, preview }),
    ...(options.control === true ? controlRoutes({ lines, record, faults }) : {}),
  }
  const { tls } = options
  const certificate = tls === true ? selfSigned() : (tls ?? null)
  const server = await listen({
    port: options.port ?? 0,
    certificate,
    onRequest: httpRoutes(routes, { origins, log }),
    onUpgrade: switchboard.answer,
  })
  const pings = setInterval(() => lines.ping(), PING_MS)
  pings.unref()

  let closing: Promise<void> | null = null
  const close = async () => {
    clearInterval(pings)
    switchboard.close()
    await server.close(() => lines.close(1001, 'The simulator is closing.'))
    await ownVoice?.close()
  }
  return {
    url: `${certificate === null ? 'ws' : 'wss'}://127.0.0.1:${server.port}`,
    port: server.port,
    certificate: certificate?.cert ?? null,
    get sessions() {
      return lines.ids
    },
    get events() {
      return record.events
    },
    faults,
    sendRaw: (data) => lines.sendRaw(data),
    drop: () => void lines.drop(),
    closeLines: async (code, reason) => {
      await lines.close(code, reason)
    },
    close: () => (closing ??= close()),
  }
}
