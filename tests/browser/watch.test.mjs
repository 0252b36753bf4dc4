// The first screen as a watch officer meets it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { call, open, pixels, replay, chooseShip, someShip, traffic } from './harness.mjs';

let server;
before(async () => {
  server = await replay(traffic);
});

test('the first picture comes, with no request beyond the server and no error', async () => {
  const { page, faults, requests, context } = await open(server.url, { address: '?l=en&p=day' });
  const seconds = (await page.evaluate(() => performance.now())) / 1000; // since the page was asked for
  console.log(`# first picture after ${seconds.toFixed(1)} s`);
  await page.waitForFunction(() => window.vigia.vessels().length >= 100);
  const seen = await pixels(await page.locator('.pane').screenshot());
  assert.ok(seen.colours > 20, `${seen.colours} colours`);
  assert.deepEqual(faults, []);
  assert.deepEqual(await page.evaluate(() => window.refusals), []);
  assert.ok(requests.length >= 5, 'the route saw the requests');
  const ships = (await call(page, 'vessels')).map((v) => [v.track, v.reported.join()]);
  await page.waitForFunction(
    (was) => {
      const now = new Map(window.vigia.vessels().map((v) => [v.track, v.reported.join()]));
      return was.filter(([track, place]) => now.has(track) && now.get(track) !== place).length >= 25;
    },
    ships,
    { timeout: 60_000 },
  );
  await context.close();
});

test('a replay says so on every side: a striped border with the word, and a bar with its time', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  const border = page.locator('[data-test=mode-border]');
  await border.waitFor();
  assert.equal((await border.locator('.word').allTextContents()).join(), 'REPLAY,REPLAY,REPLAY');
  assert.equal(await border.evaluate((node) => getComputedStyle(node).borderTopWidth), '12px');
  assert.match(await page.locator('[data-test=mode]').textContent(), /REPLAY/);
  await page.locator('[data-test=time-bar]').waitFor();
  await context.close();
});

test('space pauses the replay, full stop steps it, brackets change its speed', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  const play = page.locator('[data-test=play]');
  const speed = page.locator('[data-test=speed]');
  await page.keyboard.press('Space');
  await play.filter({ hasText: 'Play' }).waitFor();
  await page.waitForFunction(() => document.querySelector('[data-test=stream-time]').textContent.includes('Paused'));
  const [step] = await Promise.all([
    page.waitForResponse((r) => r.url().endsWith('/api/v1/replay') && r.request().method() === 'POST'),
    page.keyboard.press('.'),
  ]);
  assert.equal(step.status(), 200);
  await page.keyboard.press(']');
  await speed.filter({ hasText: '×60' }).waitFor();
  await page.keyboard.press('[');
  await speed.filter({ hasText: '×10' }).waitFor();
  await page.keyboard.press('Space');
  await play.filter({ hasText: 'Pause' }).waitFor();
  await context.close();
});

test('keys do what the list of keys says, not while typing, and can be switched off', async () => {
  const { page, faults, context } = await open(server.url, { address: '?l=en&p=day' });
  const palette = () => page.evaluate(() => document.documentElement.dataset.palette);
  await page.keyboard.press('n');
  assert.equal(await palette(), 'dusk');
  await page.keyboard.press('l');
  await page.locator('[data-test=language]').filter({ hasText: 'English' }).waitFor();
  await page.keyboard.press('l');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search-box');
  await page.keyboard.type('nlv');
  assert.equal(await palette(), 'dusk');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await chooseShip(page);
  await page.locator('[data-test=card]').waitFor();
  await page.keyboard.press('w');
  await page.locator('[data-test=watch][aria-pressed=true]').waitFor();
  await page.keyboard.press('f');
  await page.locator('button[title=F][aria-pressed=true]').waitFor();
  await page.keyboard.press('v');
  await page.locator('[data-test=vectors]').filter({ hasText: '12 min' }).waitFor();
  await page.keyboard.press('t');
  await page.locator('[data-test=tails][aria-pressed=false]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-test=card]').waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.locator('[data-test=help-dialog]').waitFor();
  await page.locator('[data-test=keys-on]').uncheck();
  await page.keyboard.press('Escape');
  await page.locator('[data-test=help-dialog]').waitFor({ state: 'detached' });
  await page.keyboard.press('n');
  assert.equal(await palette(), 'dusk');
  assert.deepEqual(faults, []);
  await context.close();
});

test('a vessel is found by its name and by its MMSI, from the keyboard alone', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  const ship = await someShip(page);
  for (const query of [ship.name.toLowerCase(), ship.mmsi]) {
    await page.keyboard.press('/');
    await page.keyboard.type(query);
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-test=card]').getByText(`MMSI ${ship.mmsi}`).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-test=card]').waitFor({ state: 'detached' });
  }
  await context.close();
});

test('a click on a symbol opens its card, which gives sources, ages and what is not known', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day&c=9.1,-79.7&z=10' });
  const lonely = () => page.waitForFunction(() => {
    // Of the ships heard just now that lie still (the replay runs on until the click), the one that stands
    // furthest from every other symbol, clear of the buttons at the chart's edges.
    const { clientWidth: w, clientHeight: h } = document.querySelector('.map');
    const all = window.vigia.vessels();
    const apart = (v) => Math.min(...all.map((o) => (o === v ? Infinity : Math.hypot(o.screen.x - v.screen.x, o.screen.y - v.screen.y))));
    const [first] = all
      .filter((v) => v.screen.x > 80 && v.screen.x < w - 120 && v.screen.y > 90 && v.screen.y < h - 90 && v.transceiver <= 2 &&
        v.freshness === 0 && v.knots !== null && v.knots < 0.5)
      .map((v) => ({ ...v, apart: apart(v) }))
      .sort((a, b) => b.apart - a.apart);
    return all.length > 50 && first?.apart > 20 ? first : null;
  });
  const card = page.locator('[data-test=card]');
  const box = await page.locator('.map').boundingBox();
  // While the first ships still come in, another may come to lie where the click goes: then the next one is tried.
  for (let tries = 1; ; tries++) {
    const ship = await (await lonely()).jsonValue();
    await page.mouse.click(box.x + ship.screen.x, box.y + ship.screen.y);
    const opened = await card.getByText(`MMSI ${ship.mmsi}`).waitFor({ timeout: 8_000 }).then(() => true, () => false);
    if (opened) break;
    assert.ok(tries < 5, `five clicks on ships opened no card of theirs, the last on ${ship.mmsi}`);
  }
  const heard = card.locator('[data-test=heard-by] li');
  await heard.first().waitFor();
  assert.match(await heard.first().textContent(), /report.*ago/);
  assert.match(await card.textContent(), /Nobody has checked/);
  assert.ok((await card.locator('[data-test=unknown] p').textContent()).length > 3);
  assert.match(await card.textContent(), /\d+°\d+\.\d{3}′N \d+°\d+\.\d{3}′W/);
  await context.close();
});

test('the rows of the list stand still while they are pointed at, and follow the chart again afterwards', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day&c=9.1,-79.7&z=11' });
  const order = () => page.locator('#vessel-rows [data-track]').evaluateAll((rows) => rows.map((row) => row.dataset.track).join());
  await page.waitForFunction(() => document.querySelectorAll('#vessel-rows [data-track]').length > 5);
  await page.locator('#vessel-rows').hover();
  const box = await page.locator('#vessel-rows').boundingBox();
  const inView = (await call(page, 'view')).inView;
  const before = await order();
  await page.locator('[data-test=home]').evaluate((button) => button.click()); // by no pointer
  for (let moved = 0; (await call(page, 'view')).inView <= inView; moved++) await page.mouse.move(box.x + 40 + (moved % 2), box.y + 60);
  await page.mouse.move(box.x + 50, box.y + 60);
  assert.equal(await order(), before, 'the chart shows more vessels, the rows under the hand are the same');
  await page.mouse.move(box.x + box.width + 200, box.y + 60);
  await page.waitForFunction((was) => [...document.querySelectorAll('#vessel-rows [data-track]')].map((row) => row.dataset.track).join() !== was, before);
  await context.close();
});

test('the filters hide what they say, and the chip tells how many', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  await page.waitForFunction(() => window.vigia.view().inView > 50);
  await page.locator('[data-test=filters] summary').click();
  await page.locator('[data-group=cargo]').uncheck();
  await page.locator('[data-test=under-way]').check();
  const chip = page.locator('[data-test=hidden]');
  await chip.waitFor();
  await page.waitForFunction(() => {
    const { clientWidth: w, clientHeight: h } = document.querySelector('.map');
    const inView = window.vigia.vessels().filter((v) => v.screen.x >= 0 && v.screen.x <= w && v.screen.y >= 0 && v.screen.y <= h);
    const hides = inView.filter((v) => v.transceiver !== 6 && ((v.group === 1 && v.transceiver !== 3 && v.transceiver !== 4) || v.knots === null || v.knots < 0.5));
    const told = Number(document.querySelector('[data-test=hidden]').textContent.replace(/\D/g, ''));
    return hides.length > 0 && told === hides.length && window.vigia.view().hidden === told;
  });
  await chip.getByRole('button').click();
  await chip.waitFor({ state: 'detached' });
  await context.close();
});

test('the address carries the view: a second officer who opens it sees the same', async () => {
  const { page, context } = await open(server.url, { address: '?l=es&p=dusk&c=8.9,-79.55&z=11' });
  const ship = await chooseShip(page);
  await page.locator('[data-test=filters] summary').click();
  await page.locator('[data-group=fishing]').uncheck();
  await page.keyboard.press('v');
  await page.waitForFunction((id) => location.search.includes(`id=${id}`) && location.search.includes('hide=fishing'), ship.track);
  const search = await page.evaluate(() => location.search);
  const mine = await call(page, 'view');
  const other = await open(server.url, { address: search });
  const theirs = await call(other.page, 'view');
  assert.deepEqual(theirs.centre.map((n) => n.toFixed(4)), mine.centre.map((n) => n.toFixed(4)));
  assert.equal(theirs.zoom.toFixed(2), mine.zoom.toFixed(2));
  await other.page.locator('[data-test=card]').getByText(`MMSI ${ship.mmsi}`).waitFor();
  assert.equal(await other.page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dataset.palette}`), 'es dusk');
  assert.equal(await other.page.locator('[data-group=fishing]').isChecked(), false);
  await other.context.close();
  await context.close();
});

for (const [width, height, scale] of [[1024, 768, 1], [390, 844, 1], [720, 430, 2]]) {
  test(`no control is lost at ${width} × ${height}`, async () => {
    const { page, context } = await open(server.url, { address: '?l=es&p=day', width, height, scale });
    for (const name of ['palette', 'language', 'help', 'vectors', 'tails', 'legend', 'home', 'play', 'step']) {
      const box = await page.locator(`[data-test=${name}]`).boundingBox();
      assert.ok(box, name);
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 1 && box.y + box.height <= height + 1, `${name} at ${JSON.stringify(box)}`);
    }
    if (width <= 900) {
      await page.locator('.panel-button').click();
      await page.locator('[data-test=sources]').waitFor();
      await page.keyboard.press('Escape');
    }
    await page.locator('#search-box').click();
    await context.close();
  });
}
