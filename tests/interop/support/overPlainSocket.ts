import { connect } from 'node:net'
import type { ClientOptions } from 'ws'

/** For clients that rewrite every address to wss: carries their line over a plain socket, so that it can be read. */
export const overPlainSocket: ClientOptions = { createConnection: connect }
