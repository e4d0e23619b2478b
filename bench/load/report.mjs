const one = (value) => value.toFixed(1)

/** What each line of the table shows of a server under load. */
const LINES = [
  ['delay of a delta, p50 (ms)', ({ heard }) => heard.delay.p50],
  ['delay of a delta, p99 (ms)', ({ heard }) => heard.delay.p99],
  ['delay of a delta, worst (ms)', ({ heard }) => heard.delay.max],
  ['first delta after response.create, p99 (ms)', ({ heard }) => heard.firstDelta.p99],
  ['event loop, worst stall (ms)', ({ loop }) => loop.worstStallMs],
  ['event loop, worst stall that is its own (ms)', ({ loop }) => loop.worstOwnStallMs],
  ['event loop, p99 (ms)', ({ loop }) => loop.loopP99Ms],
  ['collections of garbage, all (ms)', ({ loop }) => loop.collectionsMs],
  ['collections of garbage, worst (ms)', ({ loop }) => loop.worstCollectionMs],
  ['CPU (% of one core)', ({ loop }) => 100 * loop.cores],
  ['ready and without a core (% of the time)', ({ loop }) => 100 * loop.waitingForCore],
  ['memory, most resident (MB)', ({ loop }) => loop.rssMb],
  ['memory, most heap and buffers (MB)', ({ loop }) => loop.heldMb],
  ['held when started (MB)', ({ cold }) => cold.heldMb],
  ['held before, all gone (MB)', ({ warm }) => warm.heldMb],
  ['held after, all gone (MB)', ({ left }) => left.heldMb],
  ['resident before, all gone (MB)', ({ warm }) => warm.rssMb],
  ['resident after, all gone (MB)', ({ left }) => left.rssMb],
  ['sound sent down (s)', ({ heard }) => heard.secondsDown],
  ['utterances said', ({ heard }) => heard.said],
  ['turns heard', ({ heard }) => heard.committed],
  ['event loop of the clients, worst stall (ms)', ({ heard }) => heard.loop.worstStallMs],
]

export function rowsOf(floor, simulator) {
  const ratio = (a, b) => (b > 0 ? one(a / b) : '')
  const body = LINES.map(([what, pick]) => [
    what,
    one(pick(floor)),
    one(pick(simulator)),
    ratio(pick(simulator), pick(floor)),
  ])
  return [['', 'floor', 'simulator', 'ratio'], ...body]
}

const atMost = (what, value, limit, unit) => ({
  what,
  reached: `${one(value)} ${unit}`,
  limit: `${limit} ${unit}`,
  pass: value <= limit,
})

/** The promises of the simulator under 20 sessions on two cores. */
export function goalsOf({ heard, loop, warm, left }) {
  return [
    atMost('delay of a delta, p99', heard.delay.p99, 20, 'ms'),
    atMost('worst stall of the event loop', loop.worstStallMs, 100, 'ms'),
    atMost('most resident memory', loop.rssMb, 300, 'MB'),
    {
      what: 'sessions with every turn heard once',
      reached: heard.wrong === 0 ? 'all' : `all but ${heard.wrong}`,
      limit: 'all',
      pass: heard.wrong === 0 && heard.said > 0,
    },
    atMost('held more after all left', left.heldMb - warm.heldMb, 20, 'MB'),
    atMost('resident more after all left', left.rssMb - warm.rssMb, 20, 'MB'),
    atMost('problems that clients met', heard.problems.length, 0, ''),
  ]
}
