import { VoiceError } from '../base/errors.ts'
import type { TransportFactory } from '../transport/Transport.ts'
import { GA, type Dialect } from './dialect.ts'
export interface LineRequest { url: string; protocols: string[]; headers: Record<string,string>; dialect: Dialect; host: string }
export interface Endpoint { transport?: TransportFactory }
void VoiceError; void GA
