import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath } from './build/chromium.ts'
import { embed } from './build/embed.ts'

const chromium = () =>
  playwright({
    launchOptions: {
      executablePath: chromiumPath(),
      args: [
        ...chromiumArgs,
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
    contextOptions: { permissions: ['microphone'] },
  })

// A new object for each project: vitest writes the names of the instances into it.
const inChromium = () => ({
  enabled: true,
  headless: true,
  provider: chromium(),
  instances: [{ browser: 'chromium' as const }],
  screenshotFailures: false,
})

// One group of projects after the other: two browsers at once starve the audio threads of a small machine.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [embed()],
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'tests/{base,protocol,audio,work,transport,session,server,simulator,testing,build}/**/*.test.ts',
            'tests/*.test.ts',
          ],
        },
      },
      {
        plugins: [react(), embed()],
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: ['tests/{hooks,components}/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/setup.ts'],
        },
      },
      {
        plugins: [react(), embed()],
        optimizeDeps: {
          include: [
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            '@tanstack/react-query',
            '@testing-library/react',
            '@testing-library/user-event',
            '@testing-library/jest-dom/vitest',
            'axe-core',
          ],
        },
        test: {
          name: 'browser',
          sequence: { groupOrder: 1 },
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/setup.ts'],
          browser: inChromium(),
        },
      },
      {
        // Whole pages in a Chromium of their own: speech from a file, a policy in a header, a built consumer.
        plugins: [react(), embed()],
        test: {
          name: 'e2e',
          sequence: { groupOrder: 3 },
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
      {
        // Clients that others wrote, from packages of their own: see tests/interop/package.json.
        plugins: [embed()],
        test: {
          name: 'interop',
          sequence: { groupOrder: 4 },
          environment: 'node',
          include: ['tests/interop/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        plugins: [react(), embed(), storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', sequence: { groupOrder: 2 }, browser: inChromium() },
      },
    ],
  },
})
