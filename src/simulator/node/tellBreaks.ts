/** What a client leaves behind that is merely gone: its page was closed, its network was lost. */
const VANISHED = ['EPIPE', 'ECONNRESET']

/** A listener for the errors of sockets. Always followed by `close`; without one they would end the process. */
export const tellBreaks =
  (log: (line: string) => void) =>
  (error: NodeJS.ErrnoException): void => {
    if (!VANISHED.includes(error.code ?? '')) log(`A line broke: ${error.message}`)
  }
