import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { embed } from './build/embed.ts'

export default defineConfig({
  plugins: [react(), embed()],
  build: {
    target: 'es2022',
    sourcemap: true,
    minify: false,
    emptyOutDir: true,
    copyPublicDir: false,
    lib: {
      entry: {
        index: 'src/index.ts',
        core: 'src/core.ts',
        'server/index': 'src/server/index.ts',
        'simulator/index': 'src/simulator/index.ts',
        'simulator/node/index': 'src/simulator/node/index.ts',
        'simulator/node/cli': 'src/simulator/node/cli.ts',
        'testing/index': 'src/testing/index.ts',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [
        /^react($|\/)/,
        /^react-dom($|\/)/,
        /^@tanstack\/react-query($|\/)/,
        /^@echogarden\//,
        /^ws$/,
        /^node:/,
      ],
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
    },
  },
})
