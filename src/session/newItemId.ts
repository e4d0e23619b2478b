/**
 * An id for an item that we create: 27 characters, of the 32 that the services take.
 *
 * Not `randomUUID`, which a page that is not secure does not have.
 */
export function newItemId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `rv_${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
