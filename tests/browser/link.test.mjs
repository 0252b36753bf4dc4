// The server goes away and comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, open, replay, traffic } from './harness.mjs';

test('when the server is gone a banner says so within three seconds, vessels go stale and stay, and all mends without a reload', async () => {
  let server = await replay(traffic);
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  await page.evaluate(() => (window.sameePage = true));
  await page.waitForFunction(() => window.vigia.vessels().length > 100);
  const before = await call(page, 'vessels');

  await server.stop();
  const gone = performance.now();
  await page.locator('[data-test=link-lost]').waitFor({ timeout: 3000 });
  console.log(`# banner after ${((performance.now() - gone) / 1000).toFixed(1)} s`);
  assert.match(await page.locator('[data-test=link-lost]').textContent(), /since \d\d:\d\d:\d\d/);
  assert.match(await page.locator('[data-test=mode]').textContent(), /NO LINK/);
  // The replay ran on until the server went: what was there stays, and more may have come.
  const during = new Set((await call(page, 'vessels')).map((v) => v.track));
  assert.deepEqual(before.filter((v) => !during.has(v.track)), []);
  // After ten seconds without a word nothing may look live.
  await page.waitForFunction(() => window.vigia.shownAs().live === 0, null, { timeout: 20_000 });
  assert.equal((await call(page, 'shownAs')).total, (await call(page, 'view')).inView);
  assert.ok((await call(page, 'view')).inView > 50);

  server = await replay(traffic, { port: server.port });
  await page.locator('[data-test=link-lost]').waitFor({ state: 'detached', timeout: 20_000 });
  await page.waitForFunction(() => window.vigia.vessels().length > 100 && window.vigia.shownAs().live > 50);
  const tracks = (await call(page, 'vessels')).map((v) => v.track);
  assert.equal(new Set(tracks).size, tracks.length);
  assert.equal(await page.evaluate(() => window.sameePage), true, 'the page was not loaded again');
  await server.stop();
  await context.close();
});
