// What every browser test needs: the program, started and ended by us, and Chromium without a network.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, afterEach } from 'node:test';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [, , programGiven, outGiven, shotsGiven] = process.argv;
export const program = resolve(programGiven ?? join(root, 'build/release/vigia'));
export const out = resolve(outGiven ?? join(root, 'build/release/browser'));
export const shots = resolve(shotsGiven ?? join(root, 'build/screenshots'));
export const traffic = join(out, 'traffic.nmea');
mkdirSync(out, { recursive: true });
mkdirSync(shots, { recursive: true });

/** Ends the file as skipped, for ctest. */
export function skip(reason) {
  console.log(`skipped: ${reason}`);
  process.exit(77);
}

const chromium = '/usr/bin/chromium';
if (!existsSync(chromium)) skip(`${chromium} is not installed (apt-get install chromium)`);
const packages = join(root, 'web/package.json');
if (!existsSync(join(root, 'web/node_modules/playwright-core'))) skip('web/node_modules is missing; build the web interface first');
const required = createRequire(packages);
const playwright = required('playwright-core');
export const axeSource = required.resolve('axe-core/axe.min.js');

const children = new Set();
let shared = null;
const contexts = new Set();
afterEach(async () => {
  // A page left open by a test that failed would take the processor from the next.
  for (const context of contexts) await context.close().catch(() => undefined);
  contexts.clear();
});
after(async () => {
  await shared?.close();
  await Promise.all([...children].map((child) => end(child)));
});
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** Ends a program in good order, so that it leaves no files behind; by force when it does not end. */
async function end(child, signal = 'SIGTERM') {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolved) => child.once('exit', resolved));
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.kill(signal);
    await ended;
    clearTimeout(force);
  }
  children.delete(child);
}

/** Starts a verb that serves, and waits for the address that it prints. */
export async function serve(words) {
  const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let said = '';
  const url = await new Promise((resolved, failed) => {
    const hear = (bytes) => {
      said += bytes;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolved(found[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => failed(new Error(`vigia ${words.join(' ')} ended with ${code}:\n${said}`)));
    child.once('error', failed);
  });
  return {
    url,
    port: new URL(url).port,
    said: () => said,
    stop: (signal) => end(child, signal),
  };
}

export function replay(file, { speed = '10', port = 0 } = {}) {
  return serve(['replay', file, '--speed', String(speed), '--listen', `127.0.0.1:${port}`]);
}

/** A page of its own context. `faults` gathers what must not happen: outside requests, errors, refused content. */
export async function open(url, { address = '', width = 1440, height = 860, scale = 1, prepare, ready = true } = {}) {
  shared ??= await playwright.chromium.launch({
    executablePath: chromium,
    headless: true,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const context = await shared.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale: 'en-GB' });
  contexts.add(context);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults = [];
  const origin = new URL(url).origin;
  const requests = [];
  await context.route('**/*', (route) => {
    const asked = route.request().url();
    requests.push(asked);
    if (new URL(asked).origin === origin) return route.continue();
    faults.push(`request outside: ${asked}`);
    return route.abort();
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(url).host) faults.push(`socket outside: ${socket.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  await page.addInitScript(() => {
    window.refusals = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.refusals.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  await prepare?.(page);
  const answer = await page.goto(url + address, { waitUntil: ready ? 'load' : 'commit' });
  if (ready) await whenReady(page);
  return { page, context, faults, requests, answer };
}

export async function whenReady(page) {
  await page.waitForFunction(() => window.vigia?.ready === true, null, { timeout: 60_000 });
}

export const call = (page, name) => page.evaluate((asked) => window.vigia[asked](), name);

/** A vessel that moves, has a name, stands clear of the buttons and has a row in the list. */
export async function someShip(page) {
  const found = await page.waitForFunction(() => {
    const { clientWidth: w, clientHeight: h } = document.querySelector('.map');
    return window.vigia.vessels()
      .filter((v) => v.name && v.knots > 3 && v.freshness === 0 && v.transceiver <= 2 && v.screen.x > 60 && v.screen.x < w - 80 && v.screen.y > 70 && v.screen.y < h - 60 &&
        document.querySelector(`[data-track="${v.track}"]`))
      .sort((a, b) => a.track - b.track)[0];
  });
  return found.jsonValue();
}

/** Chooses such a vessel by its row, as a person does: the rows stand still while they are pointed at. */
export async function chooseShip(page) {
  await page.locator('#vessel-rows').hover();
  const ship = await someShip(page);
  await page.locator(`[data-track="${ship.track}"]`).click();
  return ship;
}

let reader = null;
/** Reads a screenshot's pixels in a blank page: what share of them is as `test`, mean luminance, how many colours. */
export async function pixels(png) {
  shared ??= await playwright.chromium.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox'] });
  reader ??= await (await shared.newContext()).newPage();
  return reader.evaluate(async (base64) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${base64}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data } = pen.getImageData(0, 0, picture.width, picture.height);
    const colours = new Set();
    let warm = 0, luminance = 0, white = 0, green = 0, pink = 0;
    const total = data.length / 4;
    for (let at = 0; at < data.length; at += 4) {
      const r = data[at], g = data[at + 1], b = data[at + 2];
      colours.add((r << 16) | (g << 8) | b);
      if (b <= r + 20) warm++;
      if (Math.min(r, g, b) > 150) white++;
      if (g > r + 20) green++;
      if (r > 90 && b > g + 30 && b > 60) pink++;
      luminance += 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
    return { colours: colours.size, warm: warm / total, white, green, pink, luminance: luminance / total };
  }, png.toString('base64'));
}
