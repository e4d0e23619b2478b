/** A remote server that is at work may take this long, and its service says nothing meanwhile. */
export const REMOTE_CALL_MS = 60_000
