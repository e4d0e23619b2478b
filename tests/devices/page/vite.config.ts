import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { embed } from '../../../build/embed.ts'

export default defineConfig({
  plugins: [react(), embed()],
  build: { target: 'es2022', emptyOutDir: true },
})
