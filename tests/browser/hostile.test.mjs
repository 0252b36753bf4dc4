// Names that want to be more than names, and the policy that would stop them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { particulars, position } from './ais.mjs';
import { call, open, out, replay } from './harness.mjs';

const evil = '<IMG SRC=X ONERROR=A'; // twenty characters is all that AIS carries
const mmsi = 351234567;
let server;

before(async () => {
  const noon = Date.UTC(2026, 10, 23, 12);
  let lines = '';
  for (let second = 0; second < 7200; second += 10) {
    const time = noon + second * 1000;
    if (second % 60 === 0) lines += particulars(time, { mmsi, name: evil, callSign: '"><B>"', destination: "';--<SCRIPT>" });
    lines += position(time, { mmsi, latitude: 8.85 + second / 1e6, longitude: -79.5, knots: 5, course: 10, heading: 12 });
  }
  const file = join(out, 'hostile.nmea');
  writeFileSync(file, lines);
  server = await replay(file, { speed: 10 });
});

test('a ship name with markup is shown as text, on the chart, in the list, the card and the search', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day' });
  await page.waitForFunction((name) => window.vigia.vessels().some((v) => v.name === name), evil);
  const [ship] = await call(page, 'vessels');
  await page.locator(`[data-track="${ship.track}"]`).click();
  assert.equal(await page.locator('[data-test=card-name]').textContent(), evil);
  await page.locator('[data-test=card]').getByText("';--<SCRIPT>").waitFor();
  await page.waitForFunction((name) => window.vigia.labels().some((label) => label.text === name), evil);
  await page.locator('#search-box').fill('<img');
  await page.locator('[role=option]').getByText(evil).waitFor();
  assert.equal(await page.locator('img, b:has-text("onerror"), #app script').count(), 0);
  assert.deepEqual(faults, []);
  assert.deepEqual(await page.evaluate(() => window.refusals), []);
  await context.close();
});

test('marks that turn the direction of text are shown, not obeyed', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  await page.locator('#search-box').fill('abc\u202edef\u2066');
  await page.getByText('No vessel matches “abc\ufffddef\ufffd”').waitFor();
  await context.close();
});

test('the policy allows nothing but the own origin, and the chart’s worker comes from there', async () => {
  const { page, answer, context, requests } = await open(server.url, { address: '?l=en&p=day' });
  const policy = answer.headers()['content-security-policy'];
  assert.match(policy, /default-src 'self'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|blob:|data:/);
  const workers = page.workers().map((worker) => worker.url());
  assert.ok(workers.length >= 1, 'a worker runs');
  for (const url of workers) assert.ok(url.startsWith(server.url), url);
  assert.ok(requests.some((url) => /\/assets\/.*worker.*\.js$/.test(url)));
  await context.close();
});

test('a script or style that is written into the page does not run', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="/nowhere" onerror="window.ran = true"><p id="styled" style="color: rgb(1, 2, 3)">x</p>');
  });
  await page.waitForFunction(() => window.refusals.length >= 2);
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.getElementById('styled')).color), 'rgb(1, 2, 3)');
  await context.close();
});
