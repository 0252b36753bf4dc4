// A live watch: the real program hears ships by UDP, falls silent, and is heard again.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { call, open, serve, shots, traffic } from './harness.mjs';

const folder = mkdtempSync(join(tmpdir(), 'vigia-live-'));
const config = join(folder, 'vigia.toml');
const socket = createSocket('udp4');
let lines;
let server;
let port;

function freePort() {
  return new Promise((resolved) => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolved(free));
    });
  });
}

/** Sends lines without their recorded times, as a receiver does, at most `perSecond` of them. */
let at = 0;
async function send(seconds, perSecond = 1000) {
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    for (let n = 0; n < perSecond / 10; n++) socket.send(`${lines[at++ % lines.length].replace(/^\\[^\\]*\\/, '')}\r\n`, port, '127.0.0.1');
    await new Promise((done) => setTimeout(done, 100));
  }
}

before(async () => {
  const file = openSync(traffic, 'r');
  const bytes = Buffer.alloc(4_000_000);
  readSync(file, bytes);
  closeSync(file);
  lines = bytes.toString('latin1').split(/\r?\n/).slice(0, -1);
  port = await freePort();
  writeFileSync(config, '[detection.go_fast]\nspeed_kn = 31\n');
  server = await serve(['watch', `udp://127.0.0.1:${port}?silent=4s`, 'tcp://127.0.0.1:9', '--listen', '127.0.0.1:0', '--data', join(folder, 'data'), '--config', config]);
});
after(() => {
  socket.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a live watch with nothing heard yet says so, and is not taken for a replay', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day', ready: false });
  await page.locator('[data-test=mode]').filter({ hasText: 'LIVE' }).waitFor();
  await page.locator('[data-test=sources]').getByText('never heard').first().waitFor();
  assert.equal(await page.locator('[data-test=mode-border]').count(), 0);
  assert.equal(await page.locator('[data-test=time-bar]').count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('ships heard by UDP come onto the screen, with the health of their source', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day' });
  const sending = send(12);
  await page.waitForFunction(() => window.vigia.vessels().length >= 100);
  await page.locator('[data-test=sources]').getByText('Heard', { exact: true }).waitFor();
  await page.waitForFunction(() => /[1-9][\d.,]* lines\/s/.test(document.querySelector('[data-test=sources]').textContent));
  await page.screenshot({ path: join(shots, 'watch_live_en.png') });
  await sending;
  const state = await (await fetch(`${server.url}api/v1/picture`)).json();
  assert.equal(state.mode, 'live');
  assert.ok(Math.abs(Date.parse(state.now) - Date.now()) < 60_000, `a live picture is of now: ${state.now}`);
  assert.equal((await call(page, 'view')).inView > 50, true);
  assert.deepEqual(faults, []);
  await context.close();
});

test('lines that a source could not use are counted by reason, in words', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=es&p=day' });
  for (const line of ['!AIVDM,1,1,,A,13HOI:0P0000VOHLCnHQKwvL05Ip,0*00', 'no such sentence']) socket.send(`${line}\r\n`, port, '127.0.0.1');
  const sources = page.locator('[data-test=sources]');
  await sources.getByText('suma de control errónea').waitFor();
  await sources.getByText('que no son sentencias').waitFor();
  await page.screenshot({ path: join(shots, 'watch_refusals_es.png') });
  const told = await (await fetch(`${server.url}api/v1/sources`)).json();
  assert.equal(told.sources[0].refused.checksum_wrong, 1);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a source that cannot be reached says why, in the language of the page', async () => {
  for (const [language, words] of [['es', 'no acepta la conexión; se reintenta'], ['en', 'it takes no connection; tried again']]) {
    const { page, faults, context } = await open(server.url, { address: `?l=${language}&p=day` });
    await page.locator('[data-test=sources]').getByText(words).waitFor();
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('a live watch refuses the commands of a replay and keys for them do nothing', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day' });
  const answer = await fetch(`${server.url}api/v1/replay`, { method: 'POST', body: '{"action":"pause"}', headers: { 'content-type': 'application/json' } });
  assert.equal(answer.status, 409);
  await page.keyboard.press('Space');
  await page.keyboard.press(']');
  await page.locator('[data-test=mode]').filter({ hasText: 'LIVE' }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('a source that falls silent is called silent, its ships stay with their age, and all mends when it is heard', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day' });
  const sources = page.locator('[data-test=sources]');
  await send(1);
  await sources.getByText('Heard', { exact: true }).waitFor();
  const vessels = (await call(page, 'vessels')).length;
  await sources.getByText('Silent', { exact: true }).waitFor();
  await sources.getByText('nothing heard for longer than it may be silent').waitFor();
  assert.ok((await call(page, 'vessels')).length >= vessels);
  await send(1);
  await sources.getByText('Heard', { exact: true }).waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});

test('an edit of the rules that cannot be read is said on the screen in both languages, until it can', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=es&p=day' });
  const banner = page.locator('[data-test=judgement-problem]');
  assert.equal(await banner.count(), 0);
  writeFileSync(config, '[detection.go_fast]\nsped_kn = 33\n');
  await banner.filter({ hasText: 'no está en vigor' }).waitFor();
  assert.match(await banner.innerText(), /vigia\.toml:2:1/);
  await page.screenshot({ path: join(shots, 'watch_edit_refused_es.png') });
  writeFileSync(config, '[detection.go_fast]\nspeed_kn = 33\n');
  await banner.waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await context.close();
});
