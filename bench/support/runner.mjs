// The process of one benchmark.
import { serve } from './child.mjs'

const { bench } = await import(`../${process.argv[2]}/bench.mjs`)

serve({ run: ({ options }) => bench(options) })
