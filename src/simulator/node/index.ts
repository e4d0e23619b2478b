export { SimulatorError, type SimulatorErrorCode } from '../SimulatorError.ts'
export type { LoggedEvent } from './EventLog.ts'
export {
  startFaultProxy,
  type FaultProxy,
  type FaultProxyOptions,
} from './proxy/startFaultProxy.ts'
export type { Toxic } from './proxy/Toxic.ts'
export { renderLines, type RenderLinesOptions } from './renderLines.ts'
export { recordSpeech, type RecordSpeechOptions } from './recordSpeech.ts'
export type { SimulatorOptions } from './SimulatorOptions.ts'
export type { RunningSimulator } from './RunningSimulator.ts'
export type { Certificate } from './selfSigned.ts'
export { startSimulator } from './startSimulator.ts'
export type {
  AskedBy,
  Brain,
  BrainFactory,
  Reply,
  ReplyPart,
  Turn,
  TurnInput,
} from '../brain/Brain.ts'
export type { BrainName } from '../brain/brainNamed.ts'
export { parseScenario } from '../brain/parseScenario.ts'
export type { Scenario, ScenarioSession, ScenarioTurn, When } from '../brain/Scenario.ts'
export type { ScenarioProblem } from '../brain/ScenarioProblem.ts'
export type { FaultAction, FaultRule, FaultTrigger } from '../faults/FaultRule.ts'
export type { Faults } from '../faults/Faults.ts'
export type { FaultPreset } from '../faults/FaultPreset.ts'
export { faultPresets } from '../faults/faultPresets.ts'
export { faultsAsked } from '../faults/faultsAsked.ts'
export type { Firing } from '../faults/Firings.ts'
export type { TranscriptionOptions } from '../engine/InputTranscription.ts'
export type { Hearing, HearingEvent, HearingSettings } from '../hearing/Hearing.ts'
export type { Voice } from '../voice/Voice.ts'
export { wav } from './wav.ts'
