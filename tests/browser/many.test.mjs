// Ten thousand ships: how long the page's JavaScript takes for each update. A report, not a limit.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { position } from './ais.mjs';
import { call, open, out, replay } from './harness.mjs';

const ships = 10_000;

function recording() {
  const noon = Date.UTC(2026, 10, 23, 12);
  const lines = [];
  for (let round = 0; round < 12; round++) {
    for (let ship = 0; ship < ships; ship++) {
      const time = noon + round * 10_000 + Math.floor((ship / ships) * 10) * 1000;
      const seconds = round * 10 + (ship / ships) * 10;
      const course = (ship * 137) % 360;
      const knots = 4 + (ship % 14);
      const gone = (knots * 0.5144 * seconds) / 111_000;
      lines.push({
        time,
        text: position(time, {
          mmsi: 200_000_000 + ship, knots, course, heading: ship % 5 === 0 ? null : course,
          latitude: 7.2 + ((ship * 7919) % ships) / ships * 1.4 + gone * Math.cos((course * Math.PI) / 180),
          longitude: -80 + (ship / ships) * 2 + gone * Math.sin((course * Math.PI) / 180),
        }),
      });
    }
  }
  return lines.sort((a, b) => a.time - b.time).map((line) => line.text).join('');
}

test('ten thousand ships are drawn, and each update is timed', async () => {
  const file = join(out, 'many.nmea');
  writeFileSync(file, recording());
  const server = await replay(file, { speed: 1 });
  const { page, context, faults } = await open(server.url, { address: '?l=en&p=day&c=7.9,-79&z=8' });
  await page.waitForFunction((wanted) => window.vigia.vessels().length >= wanted * 0.99, ships, { timeout: 60_000 });
  await page.evaluate(() => window.vigia.forgetTimings());
  await page.waitForFunction(() => window.vigia.timings().length >= 60, null, { timeout: 60_000 });
  const timings = (await call(page, 'timings')).sort((a, b) => a - b);
  const heap = await page.evaluate(() => performance.memory.usedJSHeapSize / 2 ** 20);
  const at = (share) => timings[Math.min(timings.length - 1, Math.floor(timings.length * share))].toFixed(1);
  console.log(`# ${ships} ships: JavaScript per update p50 ${at(0.5)} ms, p95 ${at(0.95)} ms of ${timings.length}; heap ${heap.toFixed(0)} MB`);
  assert.deepEqual(faults, []);
  await server.stop();
  await context.close();
});
