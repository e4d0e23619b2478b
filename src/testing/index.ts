export { ClockedPlayer } from './ClockedPlayer.ts'
export { SampledMicrophone } from './SampledMicrophone.ts'
export { scriptedLine, type ScriptedLine } from './scriptedLine.ts'
