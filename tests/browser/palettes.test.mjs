// Three palettes on the whole page: accessible, and dark at night. Pictures for people go to build/screenshots.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { axeSource, open, pixels, replay, shots, chooseShip, traffic } from './harness.mjs';

let server;
before(async () => {
  server = await replay(traffic);
});

async function dressed(palette, language) {
  const opened = await open(server.url, { address: `?l=${language}&p=${palette}` });
  const { page } = opened;
  await chooseShip(page);
  await page.locator('[data-test=heard-by] li').first().waitFor();
  await page.locator('button[title=W]').click();
  return opened;
}

async function violations(page) {
  // By the debugger: the page's own policy refuses foreign scripts, as it should.
  await page.evaluate(readFileSync(axeSource, 'utf8'));
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.any?.[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
}

for (const palette of ['day', 'dusk', 'night']) {
  test(`accessibility: aXe finds no A or AA violation in the ${palette} palette`, async () => {
    const { page, context } = await dressed(palette, palette === 'dusk' ? 'es' : 'en');
    assert.deepEqual(await violations(page), []);
    await page.locator('[data-test=filters] summary').click();
    await page.locator('[data-test=legend]').click();
    assert.deepEqual(await violations(page), [], 'with the filters and the legend open');
    await page.locator('[data-test=help]').click();
    await page.locator('[data-test=help-dialog]').waitFor();
    assert.deepEqual(await violations(page), [], 'with the list of keys open');
    await context.close();
  });

  for (const language of ['es', 'en']) {
    test(`a picture of the ${palette} palette in ${language}`, async () => {
      const { page, context, faults } = await dressed(palette, language);
      await page.screenshot({ path: join(shots, `watch_${palette}_${language}.png`) });
      assert.deepEqual(faults, []);
      await context.close();
    });
  }
}

test('fault "white labels, a pink symbol and a green bar at night": nothing on the page is white, pink, blue or green', async () => {
  const { page, context } = await dressed('night', 'en');
  await page.locator('[data-test=filters] summary').click();
  for (const state of ['the watch', 'the legend', 'the search', 'the list of keys']) {
    if (state === 'the legend') await page.locator('[data-test=legend]').click();
    if (state === 'the search') {
      await page.locator('#search-box').fill('a');
      await page.locator('[role=option]').first().waitFor();
    }
    if (state === 'the list of keys') {
      await page.locator('[data-test=help]').click();
      await page.locator('[data-test=help-dialog]').waitFor();
    }
    const seen = await pixels(await page.screenshot());
    console.log(`# night, ${state}: ${(seen.warm * 100).toFixed(2)} % warm, mean luminance ${seen.luminance.toFixed(1)}, white ${seen.white}, pink ${seen.pink}, green ${seen.green}`);
    assert.ok(seen.warm >= 0.995, `${state}: ${seen.warm}`);
    assert.ok(seen.luminance <= 20, `${state}: ${seen.luminance}`);
    assert.equal(seen.white, 0, state);
    assert.equal(seen.pink, 0, state);
    assert.equal(seen.green, 0, state);
  }
  await context.close();
});

test('the night begins dark: no white page before the first paint', async () => {
  const { page, context } = await open(server.url, {
    address: '?l=es&p=night',
    ready: false,
    prepare: (fresh) => fresh.route('**/assets/*.js', () => undefined), // the program itself never arrives
  });
  await page.waitForFunction(() => document.body && document.styleSheets.length > 0);
  const seen = await pixels(await page.screenshot());
  assert.ok(seen.luminance <= 20, String(seen.luminance));
  await context.close();
});

test('the striped border and the pictures are still under reduced motion', async () => {
  const { page, context } = await open(server.url, { address: '?l=es&p=day', prepare: (fresh) => fresh.emulateMedia({ reducedMotion: 'reduce' }) });
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
  await context.close();
});
