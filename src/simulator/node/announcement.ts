import type { Values } from './readArguments.ts'

const http = (url: string) => url.replace(/^ws/, 'http')

/** What is not as usual, in one line; `null` when all is. */
export function announcement(values: Values, url: string): string | null {
  const { brain, scenario, fault = [], control } = values
  const parts = [
    ...(brain === undefined ? [] : [`brain ${brain}`]),
    ...(scenario === undefined ? [] : [`scenario ${scenario}`]),
    ...(fault.length === 0 ? [] : [`fault ${fault.join(', ')} on every line`]),
    ...(control === true ? [`control at ${http(url)}/_simulator/`] : []),
  ]
  return parts.length === 0 ? null : `With ${parts.join('; ')}.`
}

/** How a client comes to trust the certificate that stands in a file. */
export const trusting = (path: string, url: string): string =>
  `The certificate is in ${path}. Start clients in Node with NODE_EXTRA_CA_CERTS=${path}; ` +
  `for a browser, open ${http(url)} in it once and accept the certificate.`
