// The first hours of an ordinary day's traffic, made by the simulator, for the other tests.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { out, program, root, traffic } from './harness.mjs';

const enough = 60e6; // bytes; about three hours

if (!existsSync(traffic)) {
  const part = join(out, 'traffic.part.nmea');
  const file = createWriteStream(part);
  const sim = spawn(program, ['sim', 'data/scenarios/canal-day.toml', '--seed', '1', '--out', '-'], {
    cwd: root, stdio: ['ignore', 'pipe', 'inherit'],
  });
  let written = 0;
  const ended = new Promise((resolved) => sim.once('exit', resolved));
  for await (const bytes of sim.stdout) {
    const whole = written + bytes.length < enough ? bytes : bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    written += bytes.length;
    file.write(whole);
    if (written >= enough) break;
  }
  sim.kill('SIGKILL');
  const code = await ended;
  await new Promise((closed) => file.end(closed));
  if (written < enough && code !== 0) throw new Error(`vigia sim ended with ${code} after ${written} bytes`);
  renameSync(part, traffic);
}
