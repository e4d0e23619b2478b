/** A shorter press is a slip of the finger; the services refuse less than 100 ms of audio. */
export const SHORTEST_TALK_MS = 100
