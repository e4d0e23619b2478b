import { SimulatorError } from '../../SimulatorError.ts'

export interface ProxyTarget {
  readonly host: string
  readonly port: number
  /** The target's address at another port. */
  readonly at: (port: number) => string
}

/** A URL leaves out the port that its scheme has anyway. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'ws:': 80,
  'http:': 80,
  'wss:': 443,
  'https:': 443,
}
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

function read(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** Reads where a proxy leads to. @throws {@link SimulatorError} `option_invalid` */
export function proxyTarget(target: string): ProxyTarget {
  const hasScheme = target.includes('://')
  const url = read(hasScheme ? target : `tcp://${target}`)
  const port = Number(url?.port) || DEFAULT_PORTS[url?.protocol ?? '']
  if (url === null || port === undefined)
    throw new SimulatorError(
      'option_invalid',
      `The proxy cannot lead to "${target}": give an address with a port, such as ws://127.0.0.1:4400.`,
    )
  if (!LOOPBACK.includes(url.hostname))
    throw new SimulatorError(
      'option_invalid',
      `The proxy leads to this machine only, not to ${url.hostname}: use 127.0.0.1.`,
    )
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    at: (own) => `${hasScheme ? `${url.protocol}//` : ''}127.0.0.1:${own}`,
  }
}
