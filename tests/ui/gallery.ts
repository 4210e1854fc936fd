import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../../build/system.ts';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const root = join(import.meta.dirname, '../../renderer');

export interface Gallery {
  /** A page on one scene; every error it logs lands in `problems`. */
  open(query: string, size?: { width: number; height: number }): Promise<Page>;
  problems: string[];
  close(): Promise<void>;
}

/** Builds the gallery of parts once into a temporary folder and serves it to a real browser. */
export async function startGallery(): Promise<Gallery> {
  const outDir = mkdtempSync(join(tmpdir(), 'gallery-'));
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    cacheDir: join(outDir, '.cache'),
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: false,
      target: 'esnext',
      minify: false,
      rolldownOptions: { input: join(root, 'gallery.html') },
      chunkSizeWarningLimit: 9000,
    },
  });
  const server: Server = createServer((request, response) => {
    const file = join(outDir, new URL(request.url ?? '/', 'http://x').pathname);
    try {
      const bytes = readFileSync(file);
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      response.end(bytes);
    } catch {
      response.writeHead(204).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/gallery.html`;
  const executablePath = findBrowser();
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  const problems: string[] = [];
  return {
    problems,
    async open(query, size = { width: 1280, height: 720 }) {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'America/New_York', // not the outlet's: dates must come from the outlet's zone
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(`${query}: ${error.message}`));
      page.on('console', (line) => {
        if (line.type() === 'error') problems.push(`${query}: ${line.text()}`);
      });
      await page.goto(`${address}?${query}`);
      await page.locator('#root > *').first().waitFor({ state: 'attached' });
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
