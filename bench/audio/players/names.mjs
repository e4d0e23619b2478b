export const PLAYERS = ['ours', 'wavtools', 'elevenlabs', 'seed-style']
export const WITH_FLOOR = ['floor', ...PLAYERS]
