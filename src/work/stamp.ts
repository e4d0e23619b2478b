/** Name and version of the package: what a Worker must answer, so that a stale copy of it is refused. */
export const STAMP = 'react-realtime-voice 0.1.0'
