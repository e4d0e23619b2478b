export const SITE = 'https://app.test'

export interface Asking {
  readonly url?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: BodyInit | null
}

/** What a page of the site sends, and what is to be different. `undefined` leaves a header out. */
export function asking({ url = `${SITE}/api/token`, method = 'POST', ...more }: Asking = {}) {
  const headers: Asking['headers'] = {
    origin: SITE,
    'content-type': 'application/json',
    ...more.headers,
  }
  const given = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = more.body === undefined ? '{}' : more.body
  return new Request(url, { method, headers: given, ...(hasBody && { body, duplex: 'half' }) })
}
