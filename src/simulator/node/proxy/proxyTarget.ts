import { SimulatorError } from '../../SimulatorError.ts'

export interface ProxyTarget {
  readonly host: string
  readonly port: number
  /** The target's address at another port. */
  readonly at: (port: number) => string
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
  if (url === null || url.port === '')
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
    port: Number(url.port),
    at: (port) => `${hasScheme ? `${url.protocol}//` : ''}127.0.0.1:${port}`,
  }
}
