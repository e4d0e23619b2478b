import '@testing-library/jest-dom/vitest'
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(() => cleanup())

// jsdom has no pointer capture; what depends on it is tested in Chromium.
if (typeof Element !== 'undefined' && !Reflect.has(Element.prototype, 'setPointerCapture'))
  Reflect.set(Element.prototype, 'setPointerCapture', () => undefined)
