// An hour's traffic of an ordinary day, made by the simulator, for the other tests.
import { execFileSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { out, program, root, traffic } from './harness.mjs';

if (!existsSync(traffic)) {
  const part = join(out, 'traffic.part.nmea');
  execFileSync(program, ['sim', 'data/scenarios/canal-day.toml', '--seed', '1', '--out', part, '--truth', join(out, 'truth.jsonl')], {
    cwd: root, stdio: 'inherit',
  });
  renameSync(part, traffic);
}
