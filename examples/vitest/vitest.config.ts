import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'jsdom',
    // Testing Library takes the page away after each test when it finds `afterEach` here.
    globals: true,
    setupFiles: ['./setup.ts'],
  },
})
