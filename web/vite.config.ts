import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  base: '/',
  // MapLibre's worker is an ES module of our own origin (src/chart/chart.ts sets its address).
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a data: address would need a wider content security policy
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
    sourcemap: false,
  },
});
