import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { der } from './der.ts'

/** Both as PEM. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

const DAY_MS = 86_400_000
const LIFE_DAYS = 365

const ECDSA_WITH_SHA256 = der.sequence(der.objectId('1.2.840.10045.4.3.2'))
const COMMON_NAME = der.objectId('2.5.4.3')
const SUBJECT_ALT_NAME = der.objectId('2.5.29.17')
const BASIC_CONSTRAINTS = der.objectId('2.5.29.19')
const KEY_USAGE = der.objectId('2.5.29.15')
const EXTENDED_KEY_USAGE = der.objectId('2.5.29.37')
const SERVER_AUTH = der.objectId('1.3.6.1.5.5.7.3.1')

const name = (text: string) => der.sequence(der.set(der.sequence(COMMON_NAME, der.text(text))))

const extension = (id: Uint8Array, isCritical: boolean, content: Uint8Array) =>
  der.sequence(id, ...(isCritical ? [der.boolean(true)] : []), der.octets(content))

const thisMachine = () =>
  der.sequence(
    der.taggedBytes(2, Buffer.from('localhost')),
    der.taggedBytes(7, Buffer.from([127, 0, 0, 1])),
    der.taggedBytes(7, Buffer.concat([Buffer.alloc(15), Buffer.from([1])])),
  )

const extensions = () =>
  der.sequence(
    extension(BASIC_CONSTRAINTS, true, der.sequence()),
    extension(KEY_USAGE, true, der.bits(Buffer.from([0x80]), 7)),
    extension(EXTENDED_KEY_USAGE, false, der.sequence(SERVER_AUTH)),
    extension(SUBJECT_ALT_NAME, false, thisMachine()),
  )

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/**
 * A new key, and a certificate for `localhost`, `127.0.0.1` and `::1` (RFC 5280) that it signed itself: Node can read
 * certificates and write none. Good from yesterday, for clocks that differ, and for a year.
 */
export function selfSigned(now = new Date()): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = name('react-realtime-voice simulator')
  const body = der.sequence(
    // Version 3.
    der.tagged(0, der.smallInteger(2)),
    der.integer(randomSerial()),
    ECDSA_WITH_SHA256,
    subject,
    der.sequence(
      der.time(new Date(now.getTime() - DAY_MS)),
      der.time(new Date(now.getTime() + LIFE_DAYS * DAY_MS)),
    ),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, extensions()),
  )
  const signature = sign('sha256', body, { key: privateKey, dsaEncoding: 'der' })
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', der.sequence(body, ECDSA_WITH_SHA256, der.bits(signature))),
  }
}

/** Its first bit is set: DER writes numbers as short as they can be, and the zero before it is then needed. */
function randomSerial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0] ?? 0) | 0x80
  return bytes
}
