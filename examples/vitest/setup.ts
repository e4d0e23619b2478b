import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/react'
import { vi } from 'vitest'
import { WebSocket } from 'ws'

// The socket of jsdom cannot tell its events to a page under Vitest.
vi.stubGlobal('WebSocket', WebSocket)
// A conversation takes its time.
configure({ asyncUtilTimeout: 10_000 })
