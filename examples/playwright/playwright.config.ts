import { defineConfig } from '@playwright/test'

export default defineConfig({
  webServer: [
    {
      command: 'npx react-realtime-voice simulator --port 4410 --scenario orders.json',
      port: 4410,
    },
    { command: 'npx vite --port 5210 --strictPort', port: 5210 },
  ],
  use: {
    baseURL: 'http://localhost:5210',
    permissions: ['microphone'],
    launchOptions: {
      // Left out, Playwright brings a Chromium of its own.
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      // Chromium hears the file that the test records, from its beginning.
      args: [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--use-file-for-fake-audio-capture=speech.wav%noloop',
      ],
    },
  },
})
