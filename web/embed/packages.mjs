// Fills node_modules when it is missing or is not what package-lock.json says.
//   node packages.mjs NPM
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

function sameAsLocked() {
  if (!existsSync('node_modules/.package-lock.json')) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const present = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

if (!sameAsLocked()) {
  console.log('web: installing the packages that package-lock.json names (npm ci)');
  const done = spawnSync(process.argv[2], ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: 'inherit' });
  if (done.status !== 0) {
    console.error('web: npm ci failed. It needs the npm registry once; run `make setup` where that can be reached.');
    process.exit(1);
  }
}
