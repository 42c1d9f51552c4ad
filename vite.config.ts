import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The office interface: static files under `dist/office`, served by the office role at `/office/`. */
export default defineConfig({
  root: here('./src/app/office'),
  base: '/office/',
  plugins: [react()],
  // The server puts its own nonce in place of this for every answer: scripts and styles run under a strict policy.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: here('./dist/office'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The front door of the shared pieces names all of them; a screen shall load only those it uses.
      treeshake: { moduleSideEffects: (id) => !/\/src\/(ui|modules)\//.test(id) },
    },
    modulePreload: { polyfill: false },
    // Pictures as data: addresses would need a hole in the policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': process.env['GONGKAI_URL'] ?? 'http://127.0.0.1:8080',
      '/signin': process.env['GONGKAI_URL'] ?? 'http://127.0.0.1:8080',
    },
  },
});
