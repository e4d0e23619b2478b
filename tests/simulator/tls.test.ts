import { X509Certificate } from 'node:crypto'
import { connect } from 'node:tls'
import { expect, it } from 'vitest'
import { selfSigned } from '../../src/simulator/node/selfSigned.ts'
import { served } from './support/served.ts'

it('speaks wss with a certificate of its own, which a client may trust', async () => {
  const { simulator, open } = await served({ tls: true })
  expect(simulator.url).toBe(`wss://127.0.0.1:${simulator.port}`)
  const client = open(undefined, undefined, { ca: simulator.certificate })
  await client.hear('session.created')
  client.say({ type: 'response.create' })
  expect((await client.hear('response.done')).response.status).toBe('completed')
})

it('is not trusted by a client that was not told to', async () => {
  const { open } = await served({ tls: true })
  const client = open()
  const error = await new Promise((resolve) => client.socket.once('error', resolve))
  expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

it.each(['localhost', '127.0.0.1', '::1'])('the certificate is for %s', (host) => {
  const { cert } = selfSigned()
  const read = new X509Certificate(cert)
  expect(host === 'localhost' ? read.checkHost(host) : read.checkIP(host)).toBe(host)
})

it('the certificate is for nobody else, good today, and signed with its own key', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const { cert, key } = selfSigned(now)
  const read = new X509Certificate(cert)
  expect(read.checkHost('evil.example')).toBeUndefined()
  expect(read.checkIP('127.0.0.2')).toBeUndefined()
  expect([new Date(read.validFrom), new Date(read.validTo)]).toEqual([
    new Date('2026-11-20T10:00:00Z'),
    new Date('2027-11-21T10:00:00Z'),
  ])
  expect(read.verify(read.publicKey)).toBe(true)
  expect(read.ca).toBe(false)
  expect(key).toContain('BEGIN PRIVATE KEY')
})

it('no two certificates are the same', () => {
  const [one, other] = [selfSigned(), selfSigned()].map(({ cert }) => new X509Certificate(cert))
  expect(one?.serialNumber).not.toBe(other?.serialNumber)
  expect(one?.fingerprint256).not.toBe(other?.fingerprint256)
})

it('takes a certificate that is given', async () => {
  const tls = selfSigned()
  const { simulator, open } = await served({ tls })
  expect(simulator.certificate).toBe(tls.cert)
  await open(undefined, undefined, { ca: tls.cert }).hear('session.created')
})

it('refuses one that cannot be used, in words', async () => {
  const tls = { key: 'none', cert: selfSigned().cert }
  await expect(served({ tls })).rejects.toMatchObject({
    code: 'option_invalid',
    message: 'The option tls holds no key and certificate that fit: give both as PEM, or true.',
  })
})

it('closes while somebody is still shaking hands', async () => {
  const { simulator } = await served({ tls: true })
  const half = connect({ port: simulator.port, host: '127.0.0.1', rejectUnauthorized: false })
  half.on('error', () => undefined)
  const gone = new Promise((resolve) => half.once('close', resolve))
  await new Promise((resolve) => half.once('connect', resolve))
  await simulator.close()
  await gone
})
