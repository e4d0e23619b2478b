import { cpus, loadavg, totalmem } from 'node:os'

/** Where and when: a figure without its machine says nothing. */
export function environment() {
  const all = cpus()
  return {
    at: new Date().toISOString(),
    node: process.version,
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    loadAverage: loadavg().map((load) => Math.round(load * 100) / 100),
  }
}
