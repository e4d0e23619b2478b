import { it } from 'vitest'
import { resampled } from '../../src/audio/Resampler.ts'
const tone=(hz:number,r:number)=>Float32Array.from({length:r},(_,i)=>0.5*Math.sin(2*Math.PI*hz*i/r))
const P=(s:Float32Array)=>s.subarray(1000,s.length-1000).reduce((a,b)=>a+b*b,0)/(s.length-2000)
it('x',()=>{ for(const f of [44100,48000,96000]) for(const hz of [9500,12500,15000]) console.log(f,hz,(10*Math.log10(P(resampled(tone(hz,f),f,24000))/0.125)).toFixed(1))
 for(const [a,b] of [[48000,24000],[44100,24000],[24000,48000],[16000,24000],[24000,16000]] as const){const o=resampled(tone(1000,a),a,b),w=tone(1000,b);console.log(a,b,(10*Math.log10(0.125/P(o.map((x,i)=>x-w[i]!)))).toFixed(1))}})
