import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface KeptCertificate {
  readonly path: string
  readonly remove: () => Promise<void>
}

/** Writes a certificate where other programs can read it, in a folder that nobody can have made before. */
export async function keepCertificate(pem: string): Promise<KeptCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'realtime-simulator-'))
  const path = join(folder, 'certificate.pem')
  await writeFile(path, pem)
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}
