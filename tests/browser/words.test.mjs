// Both languages, whole; numbers and times as each writes them. Faults of the first sketch, by name.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { call, open, replay, chooseShip, traffic } from './harness.mjs';

let server;
before(async () => {
  server = await replay(traffic);
});

/** What is rightly the same in both languages: units, abbreviations, names of keys, the program's name. */
const same = new Set(['vigia', 'MMSI', 'UTC', 'Esc', 'NM', 'kn', 'AIS', 'IMO', 'min', 'MMSI']);

/** The texts on the page that are the program's own: not names of vessels, sources or stations. */
async function ownTexts(page) {
  return page.evaluate(() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      const words = node.textContent.replace(/[\d.,:°′×+\-−·●◐✕✓▲▶❙❚◌■☰⌂?/]+/g, ' ').trim();
      if (!/\p{L}{2}/u.test(words) || holder.closest('bdi, [translate=no], kbd, script, [data-foreign]')) continue;
      texts.push(words.replace(/\s+/g, ' '));
    }
    for (const node of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (node.closest('bdi, [data-foreign]')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = node.getAttribute(name);
        if (text && /\p{L}{2}/u.test(text)) texts.push(text);
      }
    }
    return [...new Set(texts)];
  });
}

async function everythingOpen(language) {
  const opened = await open(server.url, { address: `?l=${language}&p=day&w=1` });
  const { page } = opened;
  const ship = await chooseShip(page);
  await page.locator('[data-test=heard-by] li').first().waitFor();
  await page.locator('[data-test=filters] summary').click();
  await page.locator('[data-test=legend]').click();
  await page.locator('[data-test=queue-filter]').click();
  await page.locator('[data-test=areas-toggle]').click();
  await page.keyboard.press('?');
  await page.locator('[data-test=help-dialog]').waitFor();
  return opened;
}

test('every text of the page differs between Spanish and English, and none is a raw key', async () => {
  const spanish = await everythingOpen('es');
  const english = await everythingOpen('en');
  const es = await ownTexts(spanish.page);
  const en = new Set(await ownTexts(english.page));
  assert.ok(es.length > 60, `${es.length} texts`);
  for (const text of [...es, ...en]) assert.doesNotMatch(text, /^[a-z]+(\.[a-z_]+)+$/);
  const left = es.filter((text) => en.has(text) && !text.split(/\s+/).every((word) => same.has(word) || word.length < 2));
  assert.deepEqual(left, []);
  await spanish.context.close();
  await english.context.close();
});

test('fault "palette names stay English": they are told in the language chosen', async () => {
  const { page, context } = await open(server.url, { address: '?l=es&p=day' });
  const names = [];
  for (let at = 0; at < 3; at++) {
    names.push((await page.locator('[data-test=palette]').textContent()).replace(/.*[◐:]\s*/, '').trim());
    await page.locator('[data-test=palette]').click();
  }
  assert.deepEqual(names, ['Día', 'Crepúsculo', 'Noche']);
  await context.close();
});

test('fault "decimal comma in English": a point in English, a comma in Spanish', async () => {
  for (const [language, wanted, wrong] of [['en', /\d\.\d kn/, /\d,\d kn/], ['es', /\d,\d kn/, /\d\.\d kn/]]) {
    const { page, context } = await open(server.url, { address: `?l=${language}&p=day` });
    const ship = await chooseShip(page);
    await page.locator('[data-test=heard-by] li').first().waitFor();
    const text = await page.evaluate(() => document.body.innerText);
    assert.match(text, wanted);
    assert.doesNotMatch(text, wrong);
    assert.match(text, language === 'en' ? /\d+°\d\d\.\d{3}′N/ : /\d+°\d\d,\d{3}′N/);
    await context.close();
  }
});

test('fault "the month is lower case in English": Nov in English, nov in Spanish', async () => {
  for (const [language, wanted] of [['en', /\d{1,2} [A-Z][a-z]{2,3} \d{4}/], ['es', /\d{1,2} [a-z]{3,4} \d{4}/]]) {
    const { page, context } = await open(server.url, { address: `?l=${language}&p=day` });
    assert.match(await page.locator('[data-test=clock] .date').textContent(), wanted);
    await context.close();
  }
});

test('fault "local time only": the clock tells Panama and UTC, five hours apart', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  const [local, utc] = await page.locator('[data-test=clock]').evaluate((node) =>
    [...node.querySelectorAll('b')].map((b) => b.textContent.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)));
  assert.equal((utc - local + 86_400) % 86_400, 5 * 3600);
  await context.close();
});

test('fault "place names collide and one is cut at the edge": no name covers another or leaves the map', async () => {
  for (const address of ['?l=en&p=day', '?l=es&p=day&c=9.1,-80.2&z=8.4', '?l=en&p=day&c=8.93,-79.57&z=12', '?l=es&p=day&c=9.35,-79.91&z=13']) {
    const { page, context } = await open(server.url, { address });
    await page.waitForFunction(() => window.vigia.labels().length > 1);
    const labels = await call(page, 'labels');
    const { width, height } = await page.locator('.map').boundingBox();
    for (const a of labels) {
      assert.ok(a.left >= 0 && a.top >= 0 && a.left + a.width <= width && a.top + a.height <= height, `${a.text} is cut`);
      for (const b of labels) {
        if (a === b || a.text === b.text) continue;
        const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top || b.top + b.height <= a.top;
        assert.ok(apart, `${a.text} covers ${b.text}`);
      }
    }
    await context.close();
  }
});

test('fault "no EXERCISE state": an exercise has its own word on the border and in the bar', async () => {
  // The program has no exercise yet: the real server's words are passed on with the mode changed.
  const { page, context } = await open(server.url, {
    address: '?l=en&p=day',
    prepare: (fresh) =>
      fresh.routeWebSocket(/\/api\/v1\/live/, (socket) => {
        const real = socket.connectToServer();
        real.onMessage((message) =>
          socket.send(typeof message === 'string' ? message.replace('"mode":"replay"', '"mode":"exercise"') : message));
      }),
  });
  await page.locator('[data-test=mode-border]').getByText('EXERCISE').first().waitFor();
  assert.match(await page.locator('[data-test=mode]').textContent(), /EXERCISE/);
  await context.close();
});

test('fault "tabs of screens that do not exist": each tab leads to its screen, by hand and by key', async () => {
  const { page, context } = await open(server.url, { address: '?l=en&p=day' });
  assert.deepEqual(await page.locator('nav button').allTextContents().then((all) => all.map((t) => t.replace(/\d+$/, ''))), ['Watch', 'Alerts']);
  await page.locator('[data-test=tab-alerts]').click();
  await page.locator('[data-test=triage]').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.locator('[data-test=triage]').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.locator('[data-test=triage]').waitFor();
  await context.close();
});

test('no text is clipped in either language', async () => {
  for (const language of ['es', 'en']) {
    for (const width of [1440, 1280, 1024]) {
      const { page, context } = await open(server.url, { address: `?l=${language}&p=day`, width });
      const ship = await chooseShip(page);
      await page.locator('[data-test=heard-by] li').first().waitFor();
      const clipped = await page.evaluate(() =>
        [...document.querySelectorAll('header > *, h2, h3, button, dt, dd, summary, .foot, .bar > *')]
          .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && getComputedStyle(node).display !== 'inline')
          .map((node) => `${node.tagName} ${node.textContent.trim().slice(0, 40)} ${node.scrollWidth}>${node.clientWidth}`));
      assert.deepEqual(clipped, [], `${language} ${width}`);
      const wide = await page.evaluate(() => document.querySelector('header').scrollWidth - document.querySelector('header').clientWidth);
      assert.ok(wide <= 0, `the top bar is ${wide} pixels too long at ${width} in ${language}`);
      await context.close();
    }
  }
});
