/** No room is as silent as zeros: a device that gives nothing else is taken for broken, and opened anew. */
export const inARoom = (pcm: Int16Array): Int16Array =>
  pcm.map((sample, i) => (sample === 0 ? (i * 7919) % 13 : sample))
