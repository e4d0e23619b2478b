export type {
  AskedBy,
  Brain,
  BrainFactory,
  Reply,
  ReplyPart,
  Turn,
  TurnInput,
} from './brain/Brain.ts'
export { brainNamed, brainNames, type BrainName } from './brain/brainNamed.ts'
export { listener } from './brain/listener.ts'
export { parrot } from './brain/parrot.ts'
export { parseScenario } from './brain/parseScenario.ts'
export type { Scenario, ScenarioSession, ScenarioTurn, When } from './brain/Scenario.ts'
export type { ScenarioProblem } from './brain/ScenarioProblem.ts'
export { scenarioBrain } from './brain/scenarioBrain.ts'
export { scenarios } from './brain/scenarios.ts'
export { dialectFor } from './dialects/dialectFor.ts'
export type { ServiceDialect } from './dialects/ServiceDialect.ts'
export { systemClock, type Clock } from './engine/Clock.ts'
export type { TranscriptionOptions } from './engine/InputTranscription.ts'
export { SimulatedSession } from './engine/SimulatedSession.ts'
export type { SimulatedSessionOptions } from './engine/SimulatedSessionOptions.ts'
export type { Said } from './engine/Wire.ts'
export type { FaultAction, FaultRule, FaultTrigger } from './faults/FaultRule.ts'
export type { FaultPreset } from './faults/FaultPreset.ts'
export { faultPresets } from './faults/faultPresets.ts'
export { Faults, type FaultsOptions } from './faults/Faults.ts'
export { faultsAsked } from './faults/faultsAsked.ts'
export type { Firing } from './faults/Firings.ts'
export type { Hearing, HearingEvent, HearingSettings } from './hearing/Hearing.ts'
export { serveSimulator } from './serveSimulator.ts'
export { sileroEars } from './sileroEars.ts'
export { simulator, type SimulatorEndpointOptions } from './simulator.ts'
export { SimulatorError, type SimulatorErrorCode } from './SimulatorError.ts'
export type { Voice } from './voice/Voice.ts'
export { renderedVoice, type RenderedVoiceOptions } from './voice/renderedVoice.ts'
