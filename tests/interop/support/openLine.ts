import OpenAI, { AzureOpenAI } from 'openai'
import { OpenAIRealtimeWS as PreviewWS } from 'openai/beta/realtime/ws'
import { OpenAIRealtimeWS } from 'openai/realtime/ws'
import { overPlainSocket } from './overPlainSocket.ts'

/** OpenAI, which speaks GA. */
export const openOpenAI = (port: number) =>
  new OpenAIRealtimeWS(
    { model: 'gpt-realtime', options: overPlainSocket },
    new OpenAI({ apiKey: 'sk-local', baseURL: `http://127.0.0.1:${port}/v1` }),
  )

/** OpenAI as it was before GA. */
export const openOpenAIBeta = (port: number) =>
  new PreviewWS(
    { model: 'gpt-4o-realtime-preview', options: overPlainSocket },
    new OpenAI({ apiKey: 'sk-local', baseURL: `http://127.0.0.1:${port}/v1` }),
  )

/** Azure's preview. Its deployment has the name of a model, since the types of the client know no other. */
export const openAzurePreview = (port: number) =>
  PreviewWS.azure(
    new AzureOpenAI({
      apiKey: 'azure-local',
      apiVersion: '2025-04-01-preview',
      endpoint: `http://127.0.0.1:${port}`,
      deployment: 'gpt-4o-realtime-preview',
    }),
    { options: overPlainSocket },
  )
